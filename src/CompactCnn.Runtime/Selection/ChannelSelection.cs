namespace CompactCnn;

/// <summary>
/// The choice of a run: which channels are active at each step, and what was learned of them. One call before a step,
/// one after it.
/// </summary>
internal sealed class ChannelSelection
{
    private readonly IReadOnlyList<ChannelGate> _gates;
    private readonly SelectionOptions _options;
    private readonly ChannelSelector _selector;
    private readonly ChannelSelector _randomSelector;
    private readonly SeededRandom _ties;
    private readonly RewardScale[] _scales;
    private readonly double[] _scores;
    private readonly long _totalSteps;
    private readonly long _seed;
    private long _step;

    public ChannelSelection(IReadOnlyList<ChannelGate> gates, SelectionOptions options, long totalSteps, long seed)
    {
        options.Check();
        _gates = gates;
        _options = options;
        _totalSteps = totalSteps;
        _seed = seed;
        _selector = options.Selector.Create(SeededRandom.Derive(seed, 1));
        _randomSelector = new RandomSelector(SeededRandom.Derive(seed, 2), persistent: false);
        _ties = new SeededRandom(SeededRandom.Derive(seed, 3));
        _scales = [.. gates.Select(_ => new RewardScale(options.Normalization))];
        _scores = new double[gates.Select(gate => gate.Group.Arms).DefaultIfEmpty().Max()];
    }

    /// <summary>True once the choice no longer changes.</summary>
    public bool Frozen { get; private set; }

    private double Progress => _totalSteps == 0 ? 1 : (double)_step / _totalSteps;

    /// <summary>Sets the gates for the step to come.</summary>
    /// <returns>True if a new choice was made.</returns>
    public bool Choose()
    {
        if (Frozen)
        {
            return false;
        }

        if (Progress >= _options.FreezeAfter && _options.FreezeAfter < 1)
        {
            Frozen = true;
            foreach ((ChannelGate gate, int[] arms) in _gates.Zip(MostSalient()))
            {
                gate.Activate(arms);
            }

            return true;
        }

        if (_step % _options.ReselectEvery != 0)
        {
            return false;
        }

        ChannelSelector selector = _step < _options.RandomSteps ? _randomSelector : _selector;
        double fraction = _options.Budget.FractionAt(Progress);
        foreach (ChannelGate gate in _gates)
        {
            Span<double> scores = _scores.AsSpan(0, gate.Group.Arms);
            selector.Score(gate, _step + 1, scores);
            gate.Activate(ChannelRanking.Top(scores, _options.Budget.Width(gate.Group, fraction) / gate.Group.ChannelsPerArm, _ties));
        }

        return true;
    }

    /// <summary>Learns from the step that was executed.</summary>
    /// <param name="saliencies">For each group the saliency of its active arms; replaced by their rewards.</param>
    public void Observe(double[][] saliencies)
    {
        for (int g = 0; g < _gates.Count; g++)
        {
            _scales[g].Normalize(saliencies[g]);
            _gates[g].Observe(saliencies[g]);
            _selector.Observe(_gates[g], saliencies[g]);
        }

        _step++;
    }

    /// <summary>
    /// The channels to keep: the frozen ones, which were trained together; where nothing was frozen, those of the
    /// highest mean reward at the budget's target, never-tried ones last.
    /// </summary>
    public int[][] Keep() => Frozen
        ? [.. _gates.Select(gate => gate.Active.ToArray())]
        : [.. _gates.Zip(MostSalient(), (gate, arms) => gate.Group.ChannelsOf(arms))];

    /// <summary>The arms of the highest ranks. Asking is no step: nothing of the run changes, and twice asked is the same.</summary>
    private int[][] MostSalient()
    {
        var ties = new SeededRandom(SeededRandom.Derive(_seed, 4));
        return [.. _gates.Select(gate =>
        {
            Span<double> scores = _scores.AsSpan(0, gate.Group.Arms);
            _selector.Rank(gate, scores);
            return ChannelRanking.Top(scores, _options.Budget.Width(gate.Group, _options.Budget.Fraction) / gate.Group.ChannelsPerArm, ties);
        })];
    }
}
