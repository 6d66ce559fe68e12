using System.Globalization;
using System.Numerics;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>The warnings about a device's limits: 0301 to 0303. A model that has them is right.</summary>
internal static class LimitRules
{
    /// <summary>What is over a limit; nothing where the declaration is wrong.</summary>
    public static IEnumerable<Issue> Check(ModelInterpretation interpretation)
    {
        if (interpretation is not { Graph: { } graph, Declaration: { Limits: { } limits, Class.Name: var model } })
        {
            return [];
        }

        int[] widths = Widths(graph, limits.Active);
        string active = limits.Active.ToString("R", CultureInfo.InvariantCulture);
        Issue?[] excesses =
        [
            Excess(Rule.TooManyParameters, limits.MaxParameters, () => Sum(graph, node => node.Cost.Parameters.Evaluate(widths))),
            Excess(Rule.TooManyMacs, limits.MaxMacs, () => Sum(graph, node => node.Cost.Macs.Evaluate(widths))),
            Excess(Rule.TooManyActivationBytes, limits.MaxActivationBytes, () => Peak(graph, widths)),
        ];
        return excesses.OfType<Issue>();

        Issue? Excess(Rule rule, long? limit, Func<Usage> measure) => limit is { } most && measure() is var usage && usage.Value > most
            ? new Issue(rule, IssueSite.Limits, [model, Text(usage.Value), Text(most), usage.Layer, Text(usage.OfLayer), active])
            : null;
    }

    /// <summary>The channels of every group at a uniform active fraction, as a budget per layer gives them at run time.</summary>
    public static int[] Widths(LayerGraph graph, double active) =>
    [
        .. graph.Groups.Select(group => WidthRule.Width(active, group.Count, group.ChannelsPerArm, minimum: group.ChannelsPerArm)),
    ];

    /// <summary>
    /// The largest uniform active fraction, up to the declared one, whose network keeps within the limits; 0 where none does. Widths change
    /// where a group gains an arm, and no cost falls with a width.
    /// </summary>
    public static double LargestFraction(LayerGraph graph, LimitsDeclaration limits)
    {
        if (Fits(limits.Active))
        {
            return limits.Active;
        }

        double[] steps =
        [
            .. graph.Groups.SelectMany(group => Enumerable.Range(1, group.Arms).Select(arms => (double)arms / group.Arms))
                .Where(fraction => fraction < limits.Active).Distinct().OrderBy(fraction => fraction),
        ];
        int fitting = -1;
        for (int first = 0, end = steps.Length; first < end;)
        {
            int middle = (first + end) / 2;
            (fitting, first, end) = Fits(steps[middle]) ? (middle, middle + 1, end) : (fitting, first, middle);
        }

        return fitting < 0 ? 0 : steps[fitting];

        bool Fits(double fraction)
        {
            int[] widths = Widths(graph, fraction);
            return Keeps(limits.MaxParameters, () => Sum(graph, node => node.Cost.Parameters.Evaluate(widths)))
                && Keeps(limits.MaxMacs, () => Sum(graph, node => node.Cost.Macs.Evaluate(widths)))
                && Keeps(limits.MaxActivationBytes, () => Peak(graph, widths));
        }

        static bool Keeps(long? limit, Func<Usage> measure) => limit is not { } most || measure().Value <= most;
    }

    private static Usage Sum(LayerGraph graph, Func<GraphNode, BigInteger> cost)
    {
        var most = new Usage(BigInteger.Zero, "", BigInteger.MinusOne);
        BigInteger sum = BigInteger.Zero;
        foreach (GraphNode node in graph.Nodes)
        {
            BigInteger value = cost(node);
            sum += value;
            most = value > most.OfLayer ? new Usage(sum, node.Operation.Name, value) : most;
        }

        return most with { Value = sum };
    }

    private static Usage Peak(LayerGraph graph, int[] widths)
    {
        ActivationPeak peak = ActivationMemory.Peak(graph, widths);
        return new Usage(peak.Bytes, graph.Nodes[peak.Operation].Operation.Name, peak.Output);
    }

    private static string Text(BigInteger value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>What the network takes of something, and the layer that takes most.</summary>
    private readonly record struct Usage(BigInteger Value, string Layer, BigInteger OfLayer);
}
