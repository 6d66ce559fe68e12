using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using CompactCnn.Generators.Tests.Harness;
using static CompactCnn.Generators.Tests.Harness.Declared;

namespace CompactCnn.Generators.Tests;

/// <summary>Arms, layouts and costs of grouped convolutions.</summary>
public class GroupedConvolutionTests
{
    [Fact]
    public void AnArmHasOneChannelOfEachConvolutionGroup()
    {
        LayerGraph graph = Model(3, 8, 8, Conv(12), Conv(8, groups: 4), Conv(5), Linear(2)).GraphOf();

        Assert.Equal([("Conv1", 12, 3), ("Conv2", 8, 2), ("Conv3", 5, 5)], graph.Groups.Select(group => (group.Name, group.Count, group.Arms)));
        Assert.Equal([new Graph.ChannelSegment(0, 12, Share: 4)], Filter(graph, "Conv2"));
        Assert.Equal("Conv1Norm", string.Join(" ", graph.Groups[0].Gate.Select(term => NameOf(graph, term.Operation)).Distinct()));
    }

    /// <summary>What several grouped convolutions demand of one group at once is the greatest common divisor.</summary>
    [Fact]
    public void ArmsServeEveryGroupedConvolution()
    {
        LayerGraph graph = Model(3, 8, 8, Conv(24), Conv(6, groups: 2), Conv(6, groups: 3).After("Conv1"), Concat("Conv2"), Linear(2)).GraphOf();

        Assert.Equal([("Conv1", 4), ("Conv2", 3), ("Conv3", 2)], graph.Groups.Select(group => (group.Name, group.Arms)));
        Assert.Equal([new Graph.ChannelSegment(0, 24, Share: 2)], Filter(graph, "Conv2"));
        Assert.Equal([new Graph.ChannelSegment(0, 24, Share: 3)], Filter(graph, "Conv3"));
    }

    [Fact]
    public void TiedLayersShareTheArms()
    {
        LayerGraph graph = Model(3, 8, 8, Conv(12), Conv(12, groups: 4), Add("Conv1"), Conv(6, groups: 2), Linear(2)).GraphOf();

        Assert.Equal([("Conv1", 3), ("Conv3", 3)], graph.Groups.Select(group => (group.Name, group.Arms)));
    }

    [Fact]
    public void CostsAreDividedByTheGroups()
    {
        LayerGraph graph = Model(3, 8, 8, Conv(12), Conv(8, groups: 4, bias: true), GlobalPool(), Linear(2)).GraphOf();
        Graph.LayerCost cost = Node(graph, "Conv2").Cost;

        Assert.Equal((12 * 8 * 9 / 4) + 8, cost.Parameters.Evaluate([12, 8]));
        Assert.Equal((4 * 2 * 4 * 9 / 4) + 8, cost.Parameters.Evaluate([4, 8]));
        Assert.Equal(8 * 4 * 9 / 4 * 64, cost.Macs.Evaluate([8, 4]));
    }

    /// <summary>As many groups as channels: a depthwise convolution, whose channels are chosen one by one.</summary>
    [Fact]
    public void AsManyGroupsAsChannelsAreADepthwiseConvolution()
    {
        LayerGraph graph = Model(3, 8, 8, Conv(8), Conv(8, groups: 8), Conv(4), Linear(2)).GraphOf();

        Assert.IsType<Graph.DepthwiseConvolutionOperation>(Node(graph, "Conv2").Operation);
        Assert.Equal([("Conv1", 8), ("Conv3", 4)], graph.Groups.Select(group => (group.Name, group.Arms)));

        LayerGraph multiplied = Model(3, 8, 8, Conv(8), Conv(16, groups: 8), Linear(2)).GraphOf();
        Assert.Equal([("Conv1", 1), ("Conv2", 2)], multiplied.Groups.Select(group => (group.Name, group.Arms)));
    }

    [Fact]
    public void PartsOfEqualWidthAreTied()
    {
        LayerGraph graph = Model(3, 8, 8, Conv(8), Conv(8), Concat("Conv1"), Conv(8, groups: 4), Linear(2)).GraphOf();

        Assert.Equal([("Conv1", 4, 2), ("Conv3", 2, 1)], graph.Groups.Select(group => (group.Name, group.Arms, group.Producers.Count)));
        Assert.Equal([new Graph.ChannelSegment(0, 8, Share: 2)], Filter(graph, "Conv3"));
        Assert.Empty(graph.Unsliceable);
    }

    [Fact]
    public void RepeatedPartsAreTiedOneByOne()
    {
        LayerGraph graph = Model(
            3, 8, 8,
            Conv(8), Conv(4).After("Conv1"), Conv(8).After("Conv1"), Conv(4).After("Conv1"),
            Concat("Conv2", "Conv3", "Conv4").After("Conv1"), Conv(8, groups: 2), Linear(2)).GraphOf();

        Assert.Equal(["Conv1: Conv1 Conv3", "Conv2: Conv2 Conv4", "Conv5: Conv5"], graph.Groups.Select(group => $"{group.Name}: {string.Join(" ", group.Producers.Select(i => NameOf(graph, i)))}"));
        Assert.Equal([8, 4, 4], graph.Groups.Select(group => group.Arms));
        Assert.Equal([new Graph.ChannelSegment(0, 8), new(1, 4)], Filter(graph, "Conv5"));
    }

    [Theory]
    [InlineData(8, 4, 4)]
    [InlineData(8, 4, 2)]
    [InlineData(6, 10, 4)]
    public void PartsThatGroupsDoNotDivideAlikeAreFixed(int first, int second, int groups)
    {
        LayerGraph graph = Model(3, 8, 8, Conv(first), Conv(second), Concat("Conv1"), Conv(8, groups: groups), Linear(2)).GraphOf();

        Assert.Equal(["Conv3"], graph.Groups.Select(group => group.Name));
        Assert.Equal([new Graph.ChannelSegment(Graph.ChannelSegment.Fixed, (first + second) / groups)], Filter(graph, "Conv3"));
        Assert.Equal(["Conv2", "Conv1"], Assert.Single(graph.Unsliceable).Lost.Select(i => NameOf(graph, i)));
    }

    [Fact]
    public void WhatIsFixedAnywayIsNoLoss() =>
        Assert.Empty(Model(3, 8, 8, Conv(8, prunable: false), Conv(4, prunable: false), Concat("Conv1"), Conv(8, groups: 2), Linear(2)).GraphOf().Unsliceable);

    [Fact]
    public void GroupsOfTheImageDemandNothing()
    {
        LayerGraph graph = Model(6, 8, 8, Conv(8, groups: 2), Linear(2)).GraphOf();

        Assert.Equal(4, Assert.Single(graph.Groups).Arms);
        Assert.Equal([new Graph.ChannelSegment(Graph.ChannelSegment.Fixed, 3)], Filter(graph, "Conv1"));
    }

    /// <summary>Arms are the finest division: two channels go together only where something ties them.</summary>
    [Fact]
    public void ArmsAreTheFinestDivision()
    {
        int grouped = 0;
        for (int seed = 0; seed < 1500; seed++)
        {
            LayerGraph graph = RandomNetwork.Of(seed).GraphOf();
            if (graph.Unsliceable.Count > 0)
            {
                continue;
            }

            var seen = new Dictionary<int, (int Group, int Arm)>();
            foreach ((int producer, int[] sets) in PlainArms.Of(graph))
            {
                Graph.ChannelSegment segment = Assert.Single(graph.Nodes[producer].Layout.Segments);
                Assert.True(segment.IsFixed == sets.All(set => set == 0), $"seed {seed}, {NameOf(graph, producer)}");
                for (int channel = 0; !segment.IsFixed && channel < sets.Length; channel++)
                {
                    (int, int) arm = (segment.Group, channel % graph.Groups[segment.Group].Arms);
                    Assert.True(seen.TryAdd(sets[channel], arm) || seen[sets[channel]] == arm, $"seed {seed}, {NameOf(graph, producer)}");
                }
            }

            Assert.Equal(graph.Groups.Sum(group => group.Arms), seen.Values.Distinct().Count());
            Assert.True(graph.Groups.Sum(group => group.Arms) == seen.Count, $"seed {seed}: {seen.Count} sets");
            grouped += graph.Groups.Count(group => group.Arms < group.Count);
        }

        Assert.True(grouped > 100, $"only {grouped} groups had arms of several channels");
    }

    private static GraphNode Node(LayerGraph graph, string name) => graph.Nodes.Single(node => node.Operation.Name == name);

    private static EquatableArray<Graph.ChannelSegment> Filter(LayerGraph graph, string name) => graph.FilterLayout(Node(graph, name)).Segments;

    private static string NameOf(LayerGraph graph, int operation) => graph.Nodes[operation].Operation.Name;
}
