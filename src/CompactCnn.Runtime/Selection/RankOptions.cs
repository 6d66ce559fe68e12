namespace CompactCnn;

/// <summary>Settings of <c>GatedModel.Rank</c> and <c>GatedModel.RankByMagnitude</c>: what to keep of a trained model.</summary>
public sealed record RankOptions
{
    /// <summary>How much is kept. Default half of every group's channels.</summary>
    public CompactTarget Target { get; init; } = CompactTarget.Channels(0.5);

    /// <summary>How saliency is measured. Default <see cref="SaliencyForm.Gate"/>.</summary>
    public SaliencyForm Saliency { get; init; }

    /// <summary>
    /// What saliency is counted for. Absent: <see cref="SaliencyScale.Channel"/> where a normalisation compares the
    /// network, else <see cref="SaliencyScale.Element"/>.
    /// </summary>
    public SaliencyScale? SaliencyScale { get; init; }

    /// <summary>How saliencies are made comparable before the target is filled. Default <see cref="SaliencyNormalization.Mean"/>.</summary>
    public SaliencyNormalization Normalization { get; init; } = SaliencyNormalization.Mean;

    /// <summary>
    /// What a normalisation compares. Default the channels of each group: without a run that balances them, saliencies and
    /// filter norms of different layers differ by their shapes first.
    /// </summary>
    public NormalizationScope NormalizeOver { get; init; } = NormalizationScope.Group;

    /// <summary>Training batches over which saliency is averaged, 1 or more; at most one epoch of them is used. Default 50.</summary>
    public int Batches { get; init; } = 50;

    /// <summary>Images in a batch, 2 or more. Default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Seed of the choice of images, the augmentation and the choice among equals. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>The loss. Default cross-entropy.</summary>
    public LossFunction Loss { get; init; } = Losses.CrossEntropy();

    internal SaliencyScale Scale => SaliencyScale ?? SaliencyDivisors.Default(NormalizeOver);

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Target);
        ArgumentNullException.ThrowIfNull(Loss);
        ArgumentOutOfRangeException.ThrowIfLessThan(Batches, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 2);
    }

    /// <summary>The channels that the target keeps by values of its arms, which are normalised by this.</summary>
    internal int[][] Choose(ModelGraph graph, double[][] values)
    {
        new RewardScales(Normalization, NormalizeOver, values.Length).Normalize(values);
        return Target.Choose(graph, values, seed: Seed);
    }
}

/// <summary>What a ranking came to.</summary>
/// <param name="Keep">The channels to keep, for <c>ToCompact</c>.</param>
/// <param name="Values">For each group what each arm was ranked by, normalised.</param>
/// <param name="TrainingMacs">Multiply-accumulates of the forward and backward passes; none for magnitudes.</param>
/// <param name="Duration">How long it took.</param>
public sealed record RankResult(int[][] Keep, IReadOnlyList<double[]> Values, long TrainingMacs, TimeSpan Duration)
{
    /// <summary>How many channels of each group are kept, and what it cost.</summary>
    public override string ToString() =>
        $"keeps {string.Join(", ", Keep.Select(group => Printed.Count(group.Length)))} channels; {Printed.Macs(TrainingMacs)} training MACs in {Printed.Time(Duration)}";
}
