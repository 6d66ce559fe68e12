namespace CompactCnn;

/// <summary>
/// How many arms of each group a budget makes active. It remembers nothing: where the choice is damped, the widths
/// before are given.
/// </summary>
internal abstract class WidthAllocation
{
    private protected WidthAllocation(ModelGraph graph, CompactTarget target, MemoryTerms terms)
    {
        Graph = graph;
        Target = target;
        TargetFraction = target.FractionOf(graph);
        Minimum = [.. graph.Groups.Select(group => target.MinimumOf(group) / group.ChannelsPerArm)];
        Step = [.. graph.Groups.Select(group => target.StepOf(group) / group.ChannelsPerArm)];
        if (target.MemoryLimit is { } bytes)
        {
            CostPolynomial memory = MemoryEstimate.Polynomial(graph, target.MemoryBatch, terms);
            Memory = new CostLimit(memory, bytes);
            Require(memory, bytes, "bytes of memory in a training step");
        }
    }

    protected ModelGraph Graph { get; }

    protected CompactTarget Target { get; }

    /// <summary>The fraction of what the target limits that this network keeps.</summary>
    public double TargetFraction { get; }

    /// <summary>Arms that each group has at least.</summary>
    protected int[] Minimum { get; }

    /// <summary>Arms by which each group's width changes.</summary>
    protected int[] Step { get; }

    /// <summary>The cap on memory, or null.</summary>
    protected CostLimit? Memory { get; }

    /// <summary>The allocation of a target for a network.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="target">The target.</param>
    /// <param name="terms">What the memory cap counts beside the network.</param>
    /// <exception cref="ArgumentException">The minimum widths cost more than the budget allows.</exception>
    public static WidthAllocation Create(ModelGraph graph, CompactTarget target, MemoryTerms terms) =>
        target.Measure == BudgetMeasure.ChannelsOfEachGroup
            ? new UniformAllocation(graph, target, terms)
            : new CompetitiveAllocation(graph, target, terms);

    /// <summary>Allocates.</summary>
    /// <param name="fraction">The active fraction of what the budget limits.</param>
    /// <param name="scores">Of each group the scores of its arms, the highest first.</param>
    /// <param name="current">Of each group the arms that are active now.</param>
    /// <param name="ties">Breaks ties between groups.</param>
    /// <returns>Of each group how many arms shall be active.</returns>
    protected abstract int[] Allocate(double fraction, IReadOnlyList<double[]> scores, ReadOnlySpan<int> current, SeededRandom ties);

    /// <summary>Of each group the sorted arms of the highest scores, as many as the budget gives it.</summary>
    /// <param name="scores">Of each group one for each arm; sorted by this.</param>
    /// <param name="fraction">The active fraction of what the budget limits.</param>
    /// <param name="current">Of each group the arms that are active now.</param>
    /// <param name="ties">Breaks ties.</param>
    public int[][] Best(IReadOnlyList<double[]> scores, double fraction, ReadOnlySpan<int> current, SeededRandom ties)
    {
        int[][] order = new int[scores.Count][];
        for (int g = 0; g < order.Length; g++)
        {
            order[g] = ChannelRanking.Sort(scores[g], ties);
        }

        int[] counts = Allocate(fraction, scores, current, ties);
        for (int g = 0; g < order.Length; g++)
        {
            order[g] = order[g][..counts[g]];
            Array.Sort(order[g]);
        }

        return order;
    }

    /// <summary>Refuses a limit that the minimum widths exceed.</summary>
    private protected void Require(CostPolynomial cost, long limit, string unit)
    {
        long least = cost.Value(Minimum);
        if (least > limit)
        {
            throw new ArgumentException(FormattableString.Invariant($"the budget allows '{Graph.Name}' {limit} {unit}, but its minimum widths take {least}; raise the budget or lower the minimum widths"), "target");
        }
    }
}

/// <summary>A cost and what it may come to.</summary>
/// <param name="Cost">The cost.</param>
/// <param name="Limit">The most that is allowed.</param>
internal sealed record CostLimit(CostPolynomial Cost, long Limit)
{
    public bool Allows(ReadOnlySpan<int> arms) => Cost.Value(arms) <= Limit;
}
