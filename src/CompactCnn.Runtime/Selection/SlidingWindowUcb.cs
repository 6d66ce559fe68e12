namespace CompactCnn;

/// <summary>
/// Upper confidence bounds over the last steps only: saliency drifts while the network learns, and a mean over all time
/// is stale (Garivier and Moulines, ALT 2011).
/// </summary>
public sealed record SlidingWindowUcb : SelectorOptions
{
    /// <summary>Steps that are remembered, 1 or more. Default 200.</summary>
    public int Window { get; init; } = 200;

    /// <summary>The factor c in <c>mean + sqrt(c ln min(t, window) / T)</c>. Default 0.02.</summary>
    public double ExplorationFactor { get; init; } = 0.02;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The window or the exploration factor is out of its range.</exception>
    public override ChannelSelector Create(long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Window, 1);
        if (!(ExplorationFactor >= 0 && double.IsFinite(ExplorationFactor)))
        {
            throw new ArgumentOutOfRangeException(nameof(ExplorationFactor), ExplorationFactor, "the exploration factor must be 0 or more");
        }

        return new SlidingWindowSelector(Window, ExplorationFactor);
    }
}

/// <summary>The scores of <see cref="SlidingWindowUcb"/>.</summary>
/// <param name="window">Steps that are remembered.</param>
/// <param name="explorationFactor">The factor c.</param>
internal sealed class SlidingWindowSelector(int window, double explorationFactor) : ChannelSelector
{
    private readonly Dictionary<int, GroupWindow> _groups = [];

    public override void Score(ChannelGate gate, long step, Span<double> scores)
    {
        GroupWindow group = WindowOf(gate);
        double weight = explorationFactor * Math.Log(Math.Min(step, window));
        for (int arm = 0; arm < scores.Length; arm++)
        {
            scores[arm] = gate.Plays[arm] == 0
                ? double.PositiveInfinity
                : group.Mean(arm, gate) + Math.Sqrt(weight / Math.Max(1, group.Plays(arm)));
        }
    }

    public override void Rank(ChannelGate gate, Span<double> scores)
    {
        ArgumentNullException.ThrowIfNull(gate);
        GroupWindow group = WindowOf(gate);
        for (int arm = 0; arm < scores.Length; arm++)
        {
            scores[arm] = gate.Plays[arm] == 0 ? double.NegativeInfinity : group.Mean(arm, gate);
        }
    }

    public override void Observe(ChannelGate gate, ReadOnlySpan<double> rewards)
    {
        ArgumentNullException.ThrowIfNull(gate);
        WindowOf(gate).Add(gate.ActiveArms, rewards);
    }

    public override void Transfer(RunState state, IReadOnlyList<ChannelGate> gates)
    {
        foreach (ChannelGate gate in gates)
        {
            WindowOf(gate).Transfer(state.Part(gate.Group.Name));
        }
    }

    private GroupWindow WindowOf(ChannelGate gate)
    {
        if (!_groups.TryGetValue(gate.Index, out GroupWindow? group))
        {
            group = new GroupWindow(window, gate.Group.Arms);
            _groups.Add(gate.Index, group);
        }

        return group;
    }

    /// <summary>A ring of the last steps' rewards, NaN where an arm was not active, with running sums.</summary>
    private sealed class GroupWindow(int window, int arms) : IStateful
    {
        private readonly double[] _rewards = CreateRing(window * arms);
        private readonly double[] _sums = new double[arms];
        private readonly long[] _plays = new long[arms];
        private int _next;

        public long Plays(int arm) => _plays[arm];

        /// <summary>The mean over the window; over all time for an arm that has left it.</summary>
        public double Mean(int arm, ChannelGate gate) =>
            _plays[arm] == 0 ? gate.MeanSaliency[arm] : _sums[arm] / _plays[arm];

        public void Add(ReadOnlySpan<int> active, ReadOnlySpan<double> rewards)
        {
            Span<double> row = _rewards.AsSpan(_next * arms, arms);
            for (int arm = 0; arm < arms; arm++)
            {
                if (!double.IsNaN(row[arm]))
                {
                    _sums[arm] -= row[arm];
                    _plays[arm]--;
                    row[arm] = double.NaN;
                }
            }

            for (int i = 0; i < active.Length; i++)
            {
                row[active[i]] = rewards[i];
                _sums[active[i]] += rewards[i];
                _plays[active[i]]++;
            }

            _next = (_next + 1) % window;
        }

        public void Transfer(RunState state)
        {
            state.Transfer("rewards", _rewards);
            // Running sums carry the rounding of everything that has left the window: they cannot be computed again.
            state.Transfer("sums", _sums);
            state.Transfer("plays", _plays);
            state.TransferIndex("next", ref _next, window);
        }

        private static double[] CreateRing(int size)
        {
            double[] ring = new double[size];
            Array.Fill(ring, double.NaN);
            return ring;
        }
    }
}
