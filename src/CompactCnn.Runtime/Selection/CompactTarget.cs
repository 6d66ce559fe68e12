namespace CompactCnn;

/// <summary>
/// How large the compact network is to be: a fraction of its channels, so many parameters or multiply-accumulates, or what
/// the class declares of its device. How training comes down to it is another setting, <see cref="Shrinking"/>.
/// </summary>
/// <remarks>
/// The rules, the stronger first. No limit in channels, parameters, MACs or bytes is ever exceeded, and one below the cost
/// of the minimum widths is refused. Every group has its minimum width, rounded up to whole arms; where every group has the
/// same fraction, it wins over the fraction. Any other width is a multiple of <see cref="MultipleOf"/> and of an arm's
/// channels, or the whole group. A target is spent until no further step of that size fits.
/// </remarks>
public sealed record CompactTarget : IRecorded
{
    private CompactTarget(BudgetMeasure measure)
    {
        Measure = measure;
        MinimumFraction = measure == BudgetMeasure.ChannelsOfEachGroup ? 0 : 0.1;
        CostExponent = measure is BudgetMeasure.Parameters or BudgetMeasure.Macs ? 1 : 0;
    }

    /// <summary>
    /// What the class declares with <see cref="DeviceLimitsAttribute"/>: the same fraction of every group's channels, the
    /// largest up to <see cref="DeviceLimitsAttribute.Active"/> whose network keeps within all of the limits.
    /// </summary>
    public static CompactTarget DeviceLimits { get; } = new(BudgetMeasure.ChannelsOfEachGroup);

    /// <summary>What is limited.</summary>
    public BudgetMeasure Measure { get; }

    /// <summary>
    /// The fraction of what is limited that is kept, above 0 and at most 1; null where <see cref="Limit"/> or the class says
    /// it. Of a model it is <see cref="FractionOf"/>.
    /// </summary>
    public double? Fraction { get; private init; }

    /// <summary>The most parameters or multiply-accumulates, 1 or more; null where a fraction of them is given.</summary>
    public long? Limit { get; private init; }

    /// <summary>Channels that every group keeps at least (or all, where it has fewer), 1 or more. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int MinimumWidth
    {
        get;
        init => field = AtLeastOne(value, nameof(MinimumWidth));
    } = 1;

    /// <summary>
    /// The fraction of its channels that every group keeps at least, 0 to 1. Default 0.1, so that no layer collapses; 0 where
    /// every group has the same fraction.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    public double MinimumFraction
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MinimumFraction), value, "the fraction that every group keeps at least must be 0 to 1");
    }

    /// <summary>Widths are rounded down to a multiple of this; 8 or 16 run fastest. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int MultipleOf
    {
        get;
        init => field = AtLeastOne(value, nameof(MultipleOf));
    } = 1;

    /// <summary>
    /// The exponent a in saliency / cost^a, by which the next channel is chosen where groups compete: 1 is saliency for
    /// what it costs, in the target's measure and at the widths reached; 0 is saliency alone. Default 1 for parameters and
    /// MACs; channels cost the same everywhere.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double CostExponent
    {
        get;
        init => field = value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(CostExponent), value, "the cost exponent must be 0 or more");
    }

    /// <summary>
    /// What the widths of groups that compete are to make large. Default <see cref="BudgetObjective.HarmonicMean"/>, whose
    /// widths, trained from scratch, were as good as uniform ones on Fashion-MNIST and worse on CIFAR-10 (docs/results).
    /// </summary>
    public BudgetObjective Objective { get; init; } = BudgetObjective.HarmonicMean;

    /// <summary>Which groups compete. Default <see cref="BudgetScope.Network"/>.</summary>
    public BudgetScope Scope { get; init; }

    /// <summary>
    /// The fraction of a group's channels by which its width may change from one choice to the next, above 0 and at most
    /// 1; one step of the rounding is always allowed. It yields where a limit would be exceeded or could not be spent.
    /// Default 1: no damping. Where every group has the same fraction it has no use.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    public double MaximumChange
    {
        get;
        init => field = value is > 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MaximumChange), value, "the fraction by which a width may change must be above 0 and at most 1");
    } = 1;

    /// <summary>Bytes that a training step may take, as <see cref="MemoryEstimate"/> counts them; null for no cap.</summary>
    public long? MemoryLimit { get; private init; }

    /// <summary>Images in a step, which the memory cap was meant for.</summary>
    public int MemoryBatch { get; private init; }

    /// <summary>The same fraction of every group's channels: widths are given, saliency chooses among equals.</summary>
    /// <param name="fraction">Above 0 and at most 1; a width that it does not make whole is rounded down.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is out of its range.</exception>
    public static CompactTarget Channels(double fraction) => OfFraction(BudgetMeasure.ChannelsOfEachGroup, fraction);

    /// <summary>A fraction of all channels together, wherever the most salient ones are: the groups compete.</summary>
    /// <param name="fraction">Above 0 and at most 1.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is out of its range.</exception>
    public static CompactTarget TotalChannels(double fraction) => OfFraction(BudgetMeasure.Channels, fraction);

    /// <summary>At most so many parameters; the groups compete.</summary>
    /// <param name="limit">The parameters, 1 or more; more than the full network's are all of them.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public static CompactTarget Parameters(long limit) => OfLimit(BudgetMeasure.Parameters, limit);

    /// <summary>A fraction of the parameters; the groups compete.</summary>
    /// <param name="fraction">Above 0 and at most 1.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is out of its range.</exception>
    public static CompactTarget FractionOfParameters(double fraction) => OfFraction(BudgetMeasure.Parameters, fraction);

    /// <summary>At most so many multiply-accumulates for one image; the groups compete.</summary>
    /// <param name="limit">The multiply-accumulates, 1 or more; more than the full network's are all of them.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public static CompactTarget Macs(long limit) => OfLimit(BudgetMeasure.Macs, limit);

    /// <summary>A fraction of the multiply-accumulates; the groups compete.</summary>
    /// <param name="fraction">Above 0 and at most 1.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is out of its range.</exception>
    public static CompactTarget FractionOfMacs(double fraction) => OfFraction(BudgetMeasure.Macs, fraction);

    /// <summary>The fraction of what is limited that a model keeps.</summary>
    /// <param name="graph">The model, as <c>SmallVgg.Graph</c>.</param>
    /// <returns>The fraction, above 0 and at most 1.</returns>
    /// <exception cref="ArgumentException">The target is <see cref="DeviceLimits"/>, and the class declares none or cannot keep within them.</exception>
    public double FractionOf(ModelGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return Fraction ?? (Limit is { } limit ? Math.Min(1, (double)limit / Full(graph)) : OfDevice(graph));
    }

    /// <summary>The same target, capped: no step takes more memory than this by the estimate, at the start neither.</summary>
    /// <param name="bytes">The cap, 1 or more.</param>
    /// <param name="batchSize">Images in a step.</param>
    /// <returns>A target of its own; this one stays as it is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is below 1.</exception>
    public CompactTarget WithinMemory(long bytes, int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return this with { MemoryLimit = bytes, MemoryBatch = batchSize };
    }

    /// <summary>Active channels of a group where every group has the same fraction, a whole number of arms.</summary>
    /// <param name="group">The group.</param>
    /// <param name="fraction">The active fraction.</param>
    /// <returns>Channels, at least the minimum width and at most all of the group.</returns>
    public int Width(ChannelGroup group, double fraction) => WidthRule.Width(fraction, group.Count, StepOf(group), MinimumOf(group));

    /// <summary>The channels that the target gives to saliencies of one's own.</summary>
    /// <param name="graph">The model, as <c>SmallVgg.Graph</c>.</param>
    /// <param name="saliencies">Of each group one for each arm, none of them NaN; an arm is one channel, unless a grouped convolution ties several.</param>
    /// <param name="fraction">The active fraction, at least that of the target and at most 1; absent: the target's.</param>
    /// <param name="seed">Seed of the choice among equals.</param>
    /// <returns>A keep-list for <c>ToCompact</c> and <c>CostOf</c>.</returns>
    /// <exception cref="ArgumentException">
    /// The saliencies do not fit the model, the fraction is out of its range, or the minimum widths cost more than the
    /// target allows.
    /// </exception>
    public int[][] Choose(ModelGraph graph, IReadOnlyList<double[]> saliencies, double? fraction = null, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(saliencies);
        double target = FractionOf(graph);
        double active = fraction ?? target;
        if (!(active >= target && active <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), active, FormattableString.Invariant($"the active fraction must be at least the target {target} and at most 1"));
        }

        CheckSaliencies(graph, saliencies);
        WidthAllocation widths = WidthAllocation.Create(graph, this, new MemoryTerms(new Sgd().StateBuffers));
        return widths.Best([.. saliencies.Select(group => group.ToArray())], active, [.. graph.Groups.Select(group => group.Arms)], new SeededRandom(seed))
            .Select((arms, g) => graph.Groups[g].ChannelsOf(arms)).ToArray();
    }

    /// <summary>The same target with another fraction of what it measures.</summary>
    internal CompactTarget WithFraction(double fraction) => this with { Fraction = OfFraction(Measure, fraction).Fraction, Limit = null };

    /// <summary>The same target of another measure, with the defaults that follow from that.</summary>
    /// <param name="measure">What is limited.</param>
    /// <param name="limit">The most of it, 1 or more; null for the fraction that there is.</param>
    internal CompactTarget Measuring(BudgetMeasure measure, long? limit)
    {
        CompactTarget target = measure == Measure ? this : new CompactTarget(measure)
        {
            Fraction = Fraction,
            Limit = Limit,
            MinimumWidth = MinimumWidth,
            MultipleOf = MultipleOf,
            Objective = Objective,
            Scope = Scope,
            MaximumChange = MaximumChange,
            MemoryLimit = MemoryLimit,
            MemoryBatch = MemoryBatch,
        };
        return limit is { } most ? target with { Limit = OfLimit(measure, most).Limit, Fraction = null }
            : target.Limit is null ? target
            : target with { Limit = null, Fraction = 1 };
    }

    /// <summary>Channels that a group keeps at least: a whole number of arms.</summary>
    internal int MinimumOf(ChannelGroup group) => WidthRule.Minimum(MinimumWidth, MinimumFraction, group.Count, group.ChannelsPerArm);

    /// <summary>Channels by which a group's width changes: whole arms, and a multiple of <see cref="MultipleOf"/>.</summary>
    internal int StepOf(ChannelGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return WidthRule.Step(MultipleOf, group.ChannelsPerArm);
    }

    /// <summary>The units of a cost that a fraction of it allows.</summary>
    internal static long Allowed(double fraction, long full) => (long)Math.Floor((fraction * full) + Math.Max(WidthRule.Rounding, full * 1e-15));

    private static void CheckSaliencies(ModelGraph graph, IReadOnlyList<double[]> saliencies)
    {
        if (saliencies.Count != graph.Groups.Length)
        {
            throw new ArgumentException($"'{graph.Name}' has {graph.Groups.Length} channel groups, but saliencies of {saliencies.Count} were given; give one array for each group", nameof(saliencies));
        }

        for (int g = 0; g < saliencies.Count; g++)
        {
            ChannelGroup group = graph.Groups[g];
            if (saliencies[g]?.Length != group.Arms)
            {
                throw new ArgumentException($"group {g} '{group.Name}' has {group.Arms} arms, but {saliencies[g]?.Length ?? 0} saliencies were given; give one for each", nameof(saliencies));
            }

            if (saliencies[g].Any(double.IsNaN))
            {
                throw new ArgumentException($"a saliency of group {g} '{group.Name}' is NaN; give numbers", nameof(saliencies));
            }
        }
    }

    private static CompactTarget OfFraction(BudgetMeasure measure, double fraction) =>
        fraction > 0 && fraction <= 1
            ? new CompactTarget(measure) { Fraction = fraction }
            : throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "the active fraction must be above 0 and at most 1");

    private static CompactTarget OfLimit(BudgetMeasure measure, long limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return new CompactTarget(measure) { Limit = limit };
    }

    private static double OfDevice(ModelGraph graph) => graph.DeviceFraction switch
    {
        null => throw new ArgumentException($"'{graph.Name}' declares no [DeviceLimits], but the target is what they allow; declare them, or give another target", nameof(graph)),
        0 => throw new ArgumentException($"the smallest network of '{graph.Name}' exceeds its [DeviceLimits]; raise the limits, or declare fewer and narrower layers", nameof(graph)),
        { } fraction => fraction,
    };

    private long Full(ModelGraph graph) => (Measure == BudgetMeasure.Parameters ? CostPolynomial.Parameters(graph) : CostPolynomial.Macs(graph)).Full();

    private static int AtLeastOne(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }
}
