using System.Numerics;
using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using CompactCnn.Generators.Tests.Harness;
using static CompactCnn.Generators.Tests.Harness.Declared;

namespace CompactCnn.Generators.Tests;

/// <summary>The widths at which limits are compared, and the peak of activations, against plain counts.</summary>
public class DeviceLimitTests
{
    private const int Networks = 300;

    /// <summary>What is checked while a project builds is as wide as what a target of every group trains.</summary>
    [Fact]
    public void WidthsAreThoseOfTheRunTime()
    {
        int tied = 0;
        for (int seed = 0; seed < Networks; seed++)
        {
            LayerGraph graph = RandomNetwork.Of(seed).GraphOf();
            var random = new Random(seed);
            double active = random.Next(4) == 0 ? random.Next(1, 11) / 10.0 : 1 - random.NextDouble();
            CompactTarget target = CompactTarget.Channels(active);

            Assert.Equal(
                graph.Groups.Select(group => target.Width(new CompactCnn.ChannelGroup(group.Name, group.Count, [], [], [], []) { Arms = group.Arms }, active)),
                LimitRules.Widths(graph, active));
            tied += graph.Groups.Count(group => group.Arms < group.Count);
        }

        Assert.True(tied > 20, $"only {tied} groups have arms of several channels");
    }

    /// <summary>Counted in whole percent, without rounding: whole arms, one more while it fits.</summary>
    [Fact]
    public void AWidthIsTheMostWholeArmsThatFit()
    {
        var random = new Random(1);
        for (int test = 0; test < 2000; test++)
        {
            int arm = random.Next(1, 6);
            int channels = arm * random.Next(1, 60);
            int percent = random.Next(1, 101);
            int width = 0;
            while (100 * (width + arm) <= percent * channels)
            {
                width += arm;
            }

            Assert.Equal(Math.Max(width, arm), WidthRule.Width(percent / 100.0, channels, arm, minimum: arm));
        }
    }

    /// <summary>Found by halving, against a look at every fraction at which a width changes.</summary>
    [Fact]
    public void TheLargestFractionIsThatOfALookAtEach()
    {
        int shrunk = 0;
        for (int seed = 0; seed < Networks; seed++)
        {
            LayerGraph graph = RandomNetwork.Of(seed).GraphOf();
            var random = new Random(seed);
            int[] full = LimitRules.Widths(graph, 1);
            var limits = new LimitsDeclaration(
                (long)(random.NextDouble() * (double)Sum(graph, node => node.Cost.Parameters.Evaluate(full))),
                (long)(random.NextDouble() * 1.5 * (double)Sum(graph, node => node.Cost.Macs.Evaluate(full))),
                (long)(random.NextDouble() * 1.5 * (double)ActivationMemory.Peak(graph, full).Bytes),
                Active: random.Next(2) == 0 ? 1 : 0.5);
            double[] candidates = [0, .. graph.Groups.SelectMany(group => Enumerable.Range(1, group.Arms).Select(arms => (double)arms / group.Arms)).Append(limits.Active)];
            double expected = candidates.Where(fraction => fraction <= limits.Active && (fraction == 0 || Fits(graph, LimitRules.Widths(graph, fraction), limits))).Max();
            Assert.Equal(expected, LimitRules.LargestFraction(graph, limits));
            shrunk += expected > 0 && expected < limits.Active ? 1 : 0;
        }

        Assert.True(shrunk > 10, $"only {shrunk} networks had to shrink");

        static bool Fits(LayerGraph graph, int[] widths, LimitsDeclaration limits) =>
            Sum(graph, node => node.Cost.Parameters.Evaluate(widths)) <= limits.MaxParameters
            && Sum(graph, node => node.Cost.Macs.Evaluate(widths)) <= limits.MaxMacs
            && ActivationMemory.Peak(graph, widths).Bytes <= limits.MaxActivationBytes;

        static BigInteger Sum(LayerGraph graph, Func<GraphNode, BigInteger> cost) => graph.Nodes.Aggregate(BigInteger.Zero, (sum, node) => sum + cost(node));
    }

    [Fact]
    public void ThePeakIsThatOfAPlainCount()
    {
        var kinds = new HashSet<string>();
        for (int seed = 0; seed < Networks; seed++)
        {
            LayerGraph graph = RandomNetwork.Of(seed).GraphOf();
            int[] widths = LimitRules.Widths(graph, 0.6);
            (int operation, long bytes) = PlainPeak(graph, widths);

            ActivationPeak peak = ActivationMemory.Peak(graph, widths);
            Assert.Equal((seed, operation, new BigInteger(bytes)), (seed, peak.Operation, peak.Bytes));
            kinds.Add(graph.Nodes[operation].Operation.GetType().Name);
        }

        Assert.True(kinds.Count > 3, "peaks are at " + string.Join(", ", kinds));
    }

    /// <summary>The start of a branch is held until it is joined; what is read no more is not.</summary>
    [Fact]
    public void ABranchIsHeldUntilItIsJoined()
    {
        LayerGraph graph = Model(1, 4, 4, Plain(8), Plain(2), Plain(8), Add("Conv1"), GlobalPool(), Linear(2)).GraphOf();

        // Conv1 and Conv3 are read and Add1 is made: three times 8x4x4.
        Assert.Equal(new ActivationPeak(3, 3 * 8 * 16 * 4, 8 * 16 * 4), ActivationMemory.Peak(graph, graph.FullWidths()));
    }

    /// <summary>Dropout, flattening and activations in place take nothing; others take as much as they read.</summary>
    [Theory]
    [InlineData(false, 16 + 128)]
    [InlineData(true, 128 + 128)]
    public void WhatIsExecutedInPlaceTakesNothing(bool isSmooth, int elements)
    {
        ActivationKind kind = isSmooth ? ActivationKind.SiLU : ActivationKind.ReLU;
        LayerGraph graph = Model(1, 4, 4, Conv(8, norm: NormKind.None, activation: kind), Dropout(0.5), Linear(2)).GraphOf();

        Assert.Equal(elements * 4, ActivationMemory.Peak(graph, graph.FullWidths()).Bytes);
    }

    private static ConvDeclaration Plain(int channels) => Conv(channels, norm: NormKind.None, activation: ActivationKind.None);

    /// <summary>At every operation the set of tensors that it or a later one reads, searched anew, and its output.</summary>
    private static (int Operation, long Bytes) PlainPeak(LayerGraph graph, int[] widths)
    {
        (int Operation, long Bytes) peak = (0, 0);
        for (int now = 0; now < graph.Nodes.Count; now++)
        {
            var live = new HashSet<int> { Owner(graph, now) };
            for (int reader = now; reader < graph.Nodes.Count; reader++)
            {
                live.UnionWith(graph.Nodes[reader].Operation.Inputs.Select(input => Owner(graph, input)).Where(owner => owner <= now));
            }

            long bytes = live.Sum(owner => Elements(graph, owner, widths) * sizeof(float));
            peak = bytes > peak.Bytes ? (now, bytes) : peak;
        }

        return peak;
    }

    /// <summary>The operation that made the memory in which an output lies.</summary>
    private static int Owner(LayerGraph graph, int operation)
    {
        Graph.Operation? made = operation < 0 ? null : graph.Nodes[operation].Operation;
        bool shares = made is Graph.FlattenOperation or Graph.DropoutOperation
            or Graph.ActivationOperation { IsFused: true, Kind: ActivationKind.ReLU or ActivationKind.ReLU6 or ActivationKind.LeakyReLU };
        return shares ? Owner(graph, made!.Inputs[0]) : operation;
    }

    private static long Elements(LayerGraph graph, int operation, int[] widths)
    {
        if (operation < 0)
        {
            return (long)graph.Input.Channels * graph.Input.Height * graph.Input.Width;
        }

        GraphNode node = graph.Nodes[operation];
        long channels = node.Layout.Segments.Sum(segment => (long)(segment.IsFixed ? segment.Count : widths[segment.Group]) / segment.Share * segment.Expand);
        return channels * node.Shape.Height * node.Shape.Width;
    }
}
