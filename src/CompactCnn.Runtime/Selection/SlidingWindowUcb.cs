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
        for (int channel = 0; channel < scores.Length; channel++)
        {
            scores[channel] = gate.Plays[channel] == 0
                ? double.PositiveInfinity
                : group.Mean(channel, gate) + Math.Sqrt(weight / Math.Max(1, group.Plays(channel)));
        }
    }

    public override void Rank(ChannelGate gate, Span<double> scores)
    {
        ArgumentNullException.ThrowIfNull(gate);
        GroupWindow group = WindowOf(gate);
        for (int channel = 0; channel < scores.Length; channel++)
        {
            scores[channel] = gate.Plays[channel] == 0 ? double.NegativeInfinity : group.Mean(channel, gate);
        }
    }

    public override void Observe(ChannelGate gate, ReadOnlySpan<double> rewards)
    {
        ArgumentNullException.ThrowIfNull(gate);
        WindowOf(gate).Add(gate.Active, rewards);
    }

    private GroupWindow WindowOf(ChannelGate gate)
    {
        if (!_groups.TryGetValue(gate.Index, out GroupWindow? group))
        {
            group = new GroupWindow(window, gate.Group.Count);
            _groups.Add(gate.Index, group);
        }

        return group;
    }

    /// <summary>A ring of the last steps' rewards, NaN where a channel was not active, with running sums.</summary>
    private sealed class GroupWindow(int window, int channels)
    {
        private readonly double[] _rewards = CreateRing(window * channels);
        private readonly double[] _sums = new double[channels];
        private readonly int[] _plays = new int[channels];
        private int _next;

        public int Plays(int channel) => _plays[channel];

        /// <summary>The mean over the window; over all time for a channel that has left it.</summary>
        public double Mean(int channel, ChannelGate gate) =>
            _plays[channel] == 0 ? gate.MeanSaliency[channel] : _sums[channel] / _plays[channel];

        public void Add(ReadOnlySpan<int> active, ReadOnlySpan<double> rewards)
        {
            Span<double> row = _rewards.AsSpan(_next * channels, channels);
            for (int channel = 0; channel < channels; channel++)
            {
                if (!double.IsNaN(row[channel]))
                {
                    _sums[channel] -= row[channel];
                    _plays[channel]--;
                    row[channel] = double.NaN;
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

        private static double[] CreateRing(int size)
        {
            double[] ring = new double[size];
            Array.Fill(ring, double.NaN);
            return ring;
        }
    }
}
