namespace CompactCnn;

/// <summary>
/// The choice of a run: which channels are active at each step, and what was learned of them. One call before a step,
/// one after it.
/// </summary>
internal sealed class ChannelSelection : IStateful
{
    private readonly IReadOnlyList<ChannelGate> _gates;
    private readonly TrainingOptions _options;
    private readonly WidthAllocation _widths;
    private readonly ChannelSelector _selector;
    private readonly ChannelSelector _randomSelector;
    private readonly SeededRandom _ties;
    private readonly RewardScales _scales;
    private readonly double[][] _scores;
    private readonly long _totalSteps;
    private readonly long _seed;
    private long _step;

    /// <summary>Prepares the choice of a run.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="gates">Its gates.</param>
    /// <param name="options">How many channels to choose, and how.</param>
    /// <param name="totalSteps">Steps of the run.</param>
    /// <param name="seed">Seed of the choices.</param>
    /// <param name="terms">What a cap on memory counts beside the network.</param>
    public ChannelSelection(ModelGraph graph, IReadOnlyList<ChannelGate> gates, TrainingOptions options, long totalSteps, long seed, MemoryTerms terms)
    {
        _gates = gates;
        _options = options;
        _totalSteps = totalSteps;
        _seed = seed;
        _widths = WidthAllocation.Create(graph, options.Target, terms);
        _selector = options.Selection.Selector.Create(SeededRandom.Derive(seed, 1));
        _randomSelector = new RandomSelector(SeededRandom.Derive(seed, 2), persistent: false);
        _ties = new SeededRandom(SeededRandom.Derive(seed, 3));
        _scales = new RewardScales(options.Selection.Normalization, options.Selection.ScopeFor(options.Target), gates.Count);
        _scores = [.. gates.Select(gate => new double[gate.Group.Arms])];
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

        double freezeAfter = _options.FreezeAfter;
        if (Progress >= freezeAfter && freezeAfter < 1)
        {
            Frozen = true;
            Activate(MostSalient());
            return true;
        }

        if (_step % _options.Selection.ReselectEvery != 0)
        {
            return false;
        }

        ChannelSelector selector = _step < _options.Selection.RandomSteps ? _randomSelector : _selector;
        Activate(Best((gate, scores) => selector.Score(gate, _step + 1, scores), _options.Shrinking.FractionAt(_widths.TargetFraction, Progress, _options.WarmupPart), _ties));
        return true;
    }

    /// <summary>Learns from the step that was executed.</summary>
    /// <param name="saliencies">For each group the saliency of its active arms; replaced by their rewards.</param>
    public void Observe(double[][] saliencies)
    {
        _scales.Normalize(saliencies);
        for (int g = 0; g < _gates.Count; g++)
        {
            _gates[g].Observe(saliencies[g]);
            _selector.Observe(_gates[g], saliencies[g]);
        }

        _step++;
    }

    public void Transfer(RunState state)
    {
        bool frozen = Frozen;
        state.Transfer("step", ref _step);
        state.Transfer("frozen", ref frozen);
        Frozen = frozen;
        _ties.Transfer(state, "ties");
        _selector.Transfer(state.Part("selector"), _gates);
        _randomSelector.Transfer(state.Part("random_selector"), _gates);
        _scales.Transfer(state.Part("scale"));
        foreach (ChannelGate gate in _gates)
        {
            gate.Transfer(state.Part("gate").Part(gate.Group.Name));
        }
    }

    /// <summary>
    /// The channels to keep: the frozen ones, which were trained together; where nothing was frozen, those of the
    /// highest mean reward at the target, never-tried ones last.
    /// </summary>
    public int[][] Keep() => Frozen
        ? [.. _gates.Select(gate => gate.Active.ToArray())]
        : [.. _gates.Zip(MostSalient(), (gate, arms) => gate.Group.ChannelsOf(arms))];

    /// <summary>The arms of the highest ranks. Asking is no step: nothing of the run changes, and twice asked is the same.</summary>
    private int[][] MostSalient() => Best(_selector.Rank, _widths.TargetFraction, new SeededRandom(SeededRandom.Derive(_seed, 4)));

    private int[][] Best(Scoring score, double fraction, SeededRandom ties)
    {
        int[] current = new int[_gates.Count];
        for (int g = 0; g < current.Length; g++)
        {
            score(_gates[g], _scores[g]);
            current[g] = _gates[g].ActiveArms.Length;
        }

        return _widths.Best(_scores, fraction, current, ties);
    }

    private void Activate(int[][] arms)
    {
        for (int g = 0; g < arms.Length; g++)
        {
            _gates[g].Activate(arms[g]);
        }
    }

    private delegate void Scoring(ChannelGate gate, Span<double> scores);
}
