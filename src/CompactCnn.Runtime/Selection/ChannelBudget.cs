namespace CompactCnn;

/// <summary>
/// How much of the network may be active, and how that changes over a run: a fraction of its channels, parameters or
/// multiply-accumulates. The fraction stays at <see cref="Start"/> over the first <see cref="ShrinkAfter"/> of the steps,
/// goes to <see cref="Fraction"/> over the next <see cref="ShrinkOver"/> of them, and stays. A budget that starts
/// above its target has the memory peak of the network at the start, unless <see cref="WithinMemory"/> caps it.
/// </summary>
/// <remarks>
/// The rules, the stronger first. No limit in channels, parameters, MACs or bytes is ever exceeded, and one below the cost
/// of the minimum widths is refused. Every group has its minimum width, rounded up to whole arms; of a budget per layer it
/// wins over the fraction. Any other width is a multiple of <see cref="MultipleOf"/> and of an arm's channels, or the
/// whole group. A budget is spent until no further step of that size fits.
/// </remarks>
public sealed record ChannelBudget
{
    private ChannelBudget(BudgetMeasure measure, double fraction)
    {
        if (!(fraction > 0 && fraction <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "the active fraction must be above 0 and at most 1");
        }

        Measure = measure;
        Fraction = fraction;
        Start = fraction;
        MinimumFraction = measure == BudgetMeasure.ChannelsOfEachGroup ? 0 : 0.1;
        CostExponent = measure is BudgetMeasure.Parameters or BudgetMeasure.Macs ? 1 : 0;
    }

    /// <summary>What is limited.</summary>
    public BudgetMeasure Measure { get; }

    /// <summary>The active fraction of what is limited at the end, above 0 and at most 1.</summary>
    public double Fraction { get; }

    /// <summary>The active fraction at the beginning; <see cref="Fraction"/> where the budget is constant.</summary>
    public double Start { get; private init; }

    /// <summary>The part of the steps before the fraction begins to shrink, 0 to 1.</summary>
    public double ShrinkAfter { get; private init; }

    /// <summary>The part of the steps over which the fraction shrinks, 0 to 1; 0 for a constant budget.</summary>
    public double ShrinkOver { get; private init; }

    /// <summary>
    /// The shape of the shrinking: what is still to go falls with this power of the part that is left of it. 1 is a straight
    /// line; 3, as gradual pruning has it (Zhu and Gupta, 2017, arXiv 1710.01878), shrinks fast at first. Default 3, which
    /// took a third less of the compute of a straight line and was no worse in short runs (docs/results).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is 0 or less, or not finite.</exception>
    public double ShrinkPower
    {
        get;
        init => field = value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(ShrinkPower), value, "the power of the shrinking must be above 0");
    } = 3;

    /// <summary>Channels that every group keeps at least (or all, where it has fewer), 1 or more. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int MinimumWidth
    {
        get;
        init => field = AtLeastOne(value, nameof(MinimumWidth));
    } = 1;

    /// <summary>
    /// The fraction of its channels that every group keeps at least, 0 to 1. Default 0.1, so that no layer collapses; 0 for
    /// a budget per layer.
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
    /// what it costs, in the budget's measure and at the widths reached; 0 is saliency alone. Default 1 for parameters and
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
    /// Default 1: no damping. A budget per layer has no use for it.
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

    /// <summary>The same active fraction in every group, constant over the run.</summary>
    /// <param name="fraction">Above 0 and at most 1.</param>
    /// <param name="minimumWidth">Channels that every group keeps at least.</param>
    /// <param name="multipleOf">Widths are rounded down to a multiple of this.</param>
    /// <returns>The budget.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static ChannelBudget PerLayer(double fraction, int minimumWidth = 1, int multipleOf = 1) =>
        new(BudgetMeasure.ChannelsOfEachGroup, fraction)
        {
            MinimumWidth = AtLeastOne(minimumWidth, nameof(minimumWidth)),
            MultipleOf = AtLeastOne(multipleOf, nameof(multipleOf)),
        };

    /// <summary>A fraction of all channels, wherever the most salient ones are.</summary>
    /// <param name="fraction">Above 0 and at most 1.</param>
    /// <returns>The budget; the groups compete.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is out of its range.</exception>
    public static ChannelBudget Global(double fraction) => new(BudgetMeasure.Channels, fraction);

    /// <summary>A fraction of the parameters.</summary>
    /// <param name="fraction">Above 0 and at most 1.</param>
    /// <returns>The budget; the groups compete.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is out of its range.</exception>
    public static ChannelBudget Parameters(double fraction) => new(BudgetMeasure.Parameters, fraction);

    /// <summary>At most so many parameters.</summary>
    /// <param name="limit">The parameters, 1 or more; more than the full network's are all of them.</param>
    /// <param name="of">The full network's cost, as <c>SmallVgg.Cost</c>.</param>
    /// <returns>The budget; the groups compete.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public static ChannelBudget Parameters(long limit, CostTable of)
    {
        ArgumentNullException.ThrowIfNull(of);
        return Parameters(FractionOf(limit, of.Parameters));
    }

    /// <summary>A fraction of the multiply-accumulates.</summary>
    /// <param name="fraction">Above 0 and at most 1.</param>
    /// <returns>The budget; the groups compete.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is out of its range.</exception>
    public static ChannelBudget Macs(double fraction) => new(BudgetMeasure.Macs, fraction);

    /// <summary>At most so many multiply-accumulates for one image.</summary>
    /// <param name="limit">The multiply-accumulates, 1 or more; more than the full network's are all of them.</param>
    /// <param name="of">The full network's cost, as <c>SmallVgg.Cost</c>.</param>
    /// <returns>The budget; the groups compete.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public static ChannelBudget Macs(long limit, CostTable of)
    {
        ArgumentNullException.ThrowIfNull(of);
        return Macs(FractionOf(limit, of.Macs));
    }

    /// <summary>The same target, reached by shrinking.</summary>
    /// <param name="start">The active fraction at the beginning, at least <see cref="Fraction"/> and at most 1.</param>
    /// <param name="over">The part of the steps over which the fraction shrinks, 0 to 1.</param>
    /// <param name="after">The part of the steps before it begins to shrink; together with <paramref name="over"/> at most 1.</param>
    /// <returns>A budget of its own; this one stays as it is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public ChannelBudget ShrinkingFrom(double start, double over, double after = 0)
    {
        if (!(start >= Fraction && start <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(start), start, FormattableString.Invariant($"the start fraction must be at least the target {Fraction} and at most 1"));
        }

        if (!(over >= 0 && over <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(over), over, "the part of the steps over which the budget shrinks must be 0 to 1");
        }

        if (!(after >= 0 && after + over <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(after), after, FormattableString.Invariant($"the part of the steps before the budget shrinks must be 0 or more and leave room for the {over} over which it shrinks"));
        }

        return this with { Start = start, ShrinkOver = over, ShrinkAfter = after };
    }

    /// <summary>The same budget, capped: no step takes more memory than this by the estimate, at the start neither.</summary>
    /// <param name="bytes">The cap, 1 or more.</param>
    /// <param name="batchSize">Images in a step.</param>
    /// <returns>A budget of its own; this one stays as it is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is below 1.</exception>
    public ChannelBudget WithinMemory(long bytes, int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return this with { MemoryLimit = bytes, MemoryBatch = batchSize };
    }

    /// <summary>The active fraction at a point of the run.</summary>
    /// <param name="progress">0 at the first step, 1 after the last.</param>
    /// <returns>A fraction of what the budget measures, 0 to 1.</returns>
    public double FractionAt(double progress) =>
        progress >= ShrinkAfter + ShrinkOver ? Fraction
        : progress <= ShrinkAfter ? Start
        : Start + ((Fraction - Start) * (1 - Math.Pow(Math.Max(0, 1 - ((progress - ShrinkAfter) / ShrinkOver)), ShrinkPower)));

    /// <summary>Active channels of a group under a budget per layer, a whole number of arms.</summary>
    /// <param name="group">The group.</param>
    /// <param name="fraction">The active fraction.</param>
    /// <returns>Channels, at least the minimum width and at most all of the group.</returns>
    public int Width(ChannelGroup group, double fraction) => WidthRule.Width(fraction, group.Count, StepOf(group), MinimumOf(group));

    /// <summary>The channels that the budget gives to saliencies of one's own.</summary>
    /// <param name="graph">The model, as <c>SmallVgg.Graph</c>.</param>
    /// <param name="saliencies">Of each group one for each arm, none of them NaN; an arm is one channel, unless a grouped convolution ties several.</param>
    /// <param name="fraction">The active fraction, at least <see cref="Fraction"/> and at most 1; absent: the target.</param>
    /// <param name="seed">Seed of the choice among equals.</param>
    /// <returns>A keep-list for <c>ToCompact</c> and <c>CostOf</c>.</returns>
    /// <exception cref="ArgumentException">
    /// The saliencies do not fit the model, the fraction is out of its range, or the minimum widths cost more than the
    /// budget allows.
    /// </exception>
    public int[][] Choose(ModelGraph graph, IReadOnlyList<double[]> saliencies, double? fraction = null, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(saliencies);
        double active = fraction ?? Fraction;
        if (!(active >= Fraction && active <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), active, FormattableString.Invariant($"the active fraction must be at least the target {Fraction} and at most 1"));
        }

        CheckSaliencies(graph, saliencies);
        WidthAllocation widths = WidthAllocation.Create(graph, this, new MemoryTerms(new Sgd().StateBuffers));
        return widths.Best([.. saliencies.Select(group => group.ToArray())], active, [.. graph.Groups.Select(group => group.Arms)], new SeededRandom(seed))
            .Select((arms, g) => graph.Groups[g].ChannelsOf(arms)).ToArray();
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

    private static double FractionOf(long limit, long full)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return Math.Min(1, (double)limit / full);
    }

    private static int AtLeastOne(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }
}
