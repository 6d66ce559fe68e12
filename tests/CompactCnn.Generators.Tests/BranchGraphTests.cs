using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using CompactCnn.Generators.Tests.Harness;
using static CompactCnn.Generators.Tests.Harness.Declared;

namespace CompactCnn.Generators.Tests;

/// <summary>Channel groups, layouts and gates where layers meet.</summary>
public class BranchGraphTests
{
    [Fact]
    public void AnAdditionTies()
    {
        LayerGraph graph = Model(3, 8, 8, Conv(8), Conv(6), Conv(8), Add("Conv1"), Conv(5), Linear(2)).GraphOf();

        Assert.Equal(["Conv1: Conv1 Conv3 -> Conv2 Conv4", "Conv2: Conv2 -> Conv3", "Conv4: Conv4 -> Linear1"], Groups(graph));
        Assert.Equal("Conv1Norm Conv3Norm", Gate(graph, 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OneFixedMemberFixesAll(bool isFirst)
    {
        LayerGraph graph = Model(3, 8, 8, Conv(8, prunable: !isFirst), Conv(6), Conv(8, prunable: isFirst), Add("Conv1"), Linear(2)).GraphOf();

        Assert.Equal(["Conv2: Conv2 -> Conv3"], Groups(graph));
    }

    [Fact]
    public void WhatIsAddedToTheInputIsFixed() =>
        Assert.Empty(Model(4, 8, 8, Norm(), Conv(4), Add("Norm1"), Linear(2)).GraphOf().Groups);

    /// <summary>Of either side the same product: what has one number for each channel is the factor.</summary>
    [Fact]
    public void AProductTiesWhateverComesFirst()
    {
        LayerGraph named = Model(3, 8, 8, Conv(8), GlobalPool(), Conv(8, norm: NormKind.None, kernel: 1, activation: ActivationKind.Sigmoid), Multiply("Conv1"), Conv(5), Linear(2)).GraphOf();
        LayerGraph before = Model(3, 8, 8, Conv(8), GlobalPool(), Conv(8, norm: NormKind.None, kernel: 1, activation: ActivationKind.Sigmoid), Multiply("Conv2").After("Conv1"), Conv(5), Linear(2)).GraphOf();

        Assert.Equal(["Conv1: Conv1 Conv2 -> Conv2 Conv3", "Conv3: Conv3 -> Linear1"], Groups(named));
        Assert.Equal(Groups(named), Groups(before));
        Assert.Equal(Node(named, "Multiply1"), Node(before, "Multiply1"));
        Assert.Equal("8x8x8", Node(named, "Multiply1").Shape.ToString());
        Assert.Equal("Conv1Norm", Gate(named, 0));
    }

    [Fact]
    public void WhatIsMultipliedByTheInputIsFixed() =>
        Assert.Empty(Model(4, 8, 8, Norm(), Conv(4), Multiply("Norm1"), Linear(2)).GraphOf().Groups);

    /// <summary>Parts that lie otherwise on the two sides; a squeeze-and-excite makes all channels at once.</summary>
    [Fact]
    public void ProductsOfConcatenationsTieSegmentBySegmentOrNotAtAll()
    {
        Assert.Equal(["SqueezeExcite1Squeeze: SqueezeExcite1Squeeze -> SqueezeExcite1Excite"], Groups(Model(3, 4, 4, Conv(8), Conv(6), Concat("Conv1"), SqueezeExcite(3), Linear(2)).GraphOf()));
        Assert.Equal(
            ["Conv1: Conv1 Conv4 -> Conv2 Conv3 Linear1", "Conv2: Conv2 Conv3 -> Conv3 Conv4 Linear1"],
            Groups(Model(3, 4, 4, Conv(8), Conv(6), Concat("Conv1"), Conv(6), Conv(8), Concat("Conv4").After("Conv3"), Multiply("Concat1"), Linear(2)).GraphOf()));
    }

    /// <summary>What a product receives flows through its first side; one that feeds the other side too has no gate.</summary>
    [Theory]
    [InlineData(ActivationKind.ReLU, "Conv1Norm")]
    [InlineData(ActivationKind.HardSwish, "")]
    internal void ASqueezeExciteLeavesTheGateOfWhatItMultiplies(ActivationKind activation, string gates)
    {
        LayerGraph graph = Model(3, 8, 8, Conv(8, activation: activation), SqueezeExcite(reduction: 3), Conv(5), Linear(2)).GraphOf();

        Assert.Equal(["Conv1: Conv1 SqueezeExcite1Excite -> SqueezeExcite1Squeeze Conv2", "SqueezeExcite1Squeeze: SqueezeExcite1Squeeze -> SqueezeExcite1Excite", "Conv2: Conv2 -> Linear1"], Groups(graph));
        Assert.Equal(gates, Gate(graph, 0));
        Assert.Equal("SqueezeExcite1Squeeze", Gate(graph, 1));
        Assert.Equal(2, graph.Groups[1].Count);
        Assert.Equal("8x1x1", Node(graph, "SqueezeExcite1Excite").Shape.ToString());
        Assert.Equal((8 * 2) + 2, Node(graph, "SqueezeExcite1Squeeze").Cost.Parameters.Evaluate(graph.FullWidths()));
        Assert.Equal(8 * 2, Node(graph, "SqueezeExcite1Excite").Cost.Macs.Evaluate(graph.FullWidths()));
    }

    /// <summary>A slope and a scale for each channel let the gate before them stand: what flows through them stays the same.</summary>
    [Fact]
    public void SlopesAndScalesLetTheGateStand()
    {
        LayerGraph graph = Model(3, 8, 8, Conv(8, activation: ActivationKind.None), PReLU(), Conv(5), LayerScale(), Conv(4, activation: ActivationKind.Mish), LayerScale(), Linear(2)).GraphOf();

        Assert.Equal("Conv1Norm", Gate(graph, 0));
        Assert.Equal("Conv2Norm", Gate(graph, 1));
        Assert.Equal("", Gate(graph, 2));
        Assert.Equal(8, Node(graph, "Prelu1").Cost.Parameters.Evaluate(graph.FullWidths()));
        Assert.Equal(5, Node(graph, "LayerScale1").Cost.Parameters.Evaluate(graph.FullWidths()));
        Assert.Equal(0, Node(graph, "LayerScale1").Cost.Macs.Evaluate(graph.FullWidths()));
    }

    [Fact]
    public void AProductOfAMapByItselfHasNoGate() =>
        Assert.Equal("", Gate(Model(3, 8, 8, Conv(8), Multiply("Conv1"), Linear(2)).GraphOf(), 0));

    [Fact]
    public void AConcatenationIsSegmentsAndFlatteningRepeatsThem()
    {
        LayerGraph graph = Model(3, 4, 4, Conv(8), Conv(6, prunable: false), Conv(5), Concat("Conv2", "Conv1"), Linear(2)).GraphOf();

        Assert.Equal([new Graph.ChannelSegment(1, 5), new(Graph.ChannelSegment.Fixed, 6), new(0, 8)], Node(graph, "Concat1").Layout.Segments);
        Assert.Equal([new Graph.ChannelSegment(1, 5, 16), new(Graph.ChannelSegment.Fixed, 96), new(0, 8, 16)], Node(graph, "Linear1Flatten").Layout.Segments);
        Assert.Equal("19x4x4", Node(graph, "Concat1").Shape.ToString());
    }

    [Fact]
    public void SumsOfConcatenationsTieSegmentBySegment()
    {
        LayerGraph graph = Model(3, 4, 4, Conv(8), Conv(6), Concat("Conv1"), Conv(6), Conv(8), Concat("Conv3").After("Conv4"), Linear(2)).GraphOf();
        Assert.Equal(4, graph.Groups.Count);

        LayerGraph summed = Model(3, 4, 4, Conv(8), Conv(6), Concat("Conv1"), Conv(6), Conv(8), Concat("Conv4").After("Conv3"), Add("Concat1"), Linear(2)).GraphOf();
        Assert.Equal(["Conv1: Conv1 Conv4 -> Conv2 Conv3 Linear1", "Conv2: Conv2 Conv3 -> Conv3 Conv4 Linear1"], Groups(summed));
    }

    [Fact]
    public void ChannelsThatDoNotLieInTheSameSegmentsAreFixed() =>
        Assert.Empty(Model(3, 4, 4, Conv(8), Conv(6), Concat("Conv1"), Conv(14), Add("Concat1"), Linear(2)).GraphOf().Groups);

    [Fact]
    public void ADepthwiseConvolutionBelongsToItsProducer()
    {
        LayerGraph graph = Model(3, 8, 8, Conv(8), Depthwise(), Conv(5), Linear(2)).GraphOf();

        Assert.Equal(["Conv1: Conv1 DepthwiseConv1 -> Conv2", "Conv2: Conv2 -> Linear1"], Groups(graph));
        Assert.Equal("DepthwiseConv1Norm", Gate(graph, 0));
        Assert.Equal(72, Node(graph, "DepthwiseConv1").Cost.Parameters.Evaluate(graph.FullWidths()));
        Assert.Equal(72 * 64, Node(graph, "DepthwiseConv1").Cost.Macs.Evaluate(graph.FullWidths()));
        Assert.Empty(Model(3, 8, 8, Conv(8), Depthwise(prunable: false), Linear(2)).GraphOf().Groups);
    }

    /// <summary>Only the last member of a serial chain counts: a gate in front of it would count the same again.</summary>
    [Theory]
    [InlineData(NormKind.Batch, ActivationKind.ReLU, "DepthwiseConv1Norm")]
    [InlineData(NormKind.None, ActivationKind.ReLU, "DepthwiseConv1")]
    [InlineData(NormKind.Batch, ActivationKind.ReLU6, "")]
    internal void TheLastMemberOfASerialChainIsTheGate(NormKind norm, ActivationKind activation, string gates) =>
        Assert.Equal(gates, Gate(Model(3, 8, 8, Conv(8, activation: ActivationKind.ReLU6), Depthwise(norm: norm, activation: activation), Conv(4), Linear(2)).GraphOf(), 0));

    /// <summary>DenseNet: each consumer reads through a norm of its own, so the terms of all are summed (fact 4).</summary>
    [Fact]
    public void NormsInFrontOfConsumersAreTheGates()
    {
        LayerGraph graph = Model(
            3, 8, 8,
            Conv(8), Norm(), Activate(ActivationKind.ReLU), Conv(4, norm: NormKind.None, activation: ActivationKind.None), Concat("Conv1"),
            Norm(), Activate(ActivationKind.ReLU), GlobalPool(), Linear(2)).GraphOf();

        Assert.Equal("Norm1 Norm2", Gate(graph, 0));
        Assert.Equal("Norm2", Gate(graph, 1));
    }

    /// <summary>Two consumers behind one gate: it counts once.</summary>
    [Fact]
    public void AGateOfSeveralConsumersCountsOnce() =>
        Assert.Equal("Conv1Norm", Gate(Model(3, 8, 8, Conv(8), Conv(4), Conv(4).After("Conv1"), Concat("Conv2"), Linear(2)).GraphOf(), 0));

    /// <summary>One consumer reads the channels as they are, another one through a norm: no sum of gates is exact.</summary>
    [Fact]
    public void MixedConsumersHaveNoGate() =>
        Assert.Equal("", Gate(Model(3, 8, 8, Conv(8), Conv(4), Norm().After("Conv1"), Conv(4), Concat("Conv2"), Linear(2)).GraphOf(), 0));

    [Fact]
    public void OutputsThatAreReadAgainHaveVariables()
    {
        LayerDeclaration sum = Add("Conv1") with { Activation = ActivationKind.ReLU };
        string text = Emission.ModelSource.Of(
            Model(3, 8, 8, Conv(8), Conv(8), sum.Named("keep"), Conv(4), Concat("keep"), Linear(2)).Interpret(),
            BuildSettings.Default).Text;

        Assert.Contains("x = x + conv1Activation;\n", text, StringComparison.Ordinal);
        Assert.Contains("var keepActivation = global::TorchSharp.torch.nn.functional.relu(x, inplace: true);\n", text, StringComparison.Ordinal);
        Assert.Contains("x = global::TorchSharp.torch.cat([x, keepActivation], 1);\n", text, StringComparison.Ordinal);
    }

    private static GraphNode Node(LayerGraph graph, string name) => graph.Nodes.Single(node => node.Operation.Name == name);

    private static string NameOf(LayerGraph graph, int operation) => graph.Nodes[operation].Operation.Name;

    private static IEnumerable<string> Groups(LayerGraph graph) => graph.Groups.Select(group =>
        $"{group.Name}: {string.Join(" ", group.Producers.Select(i => NameOf(graph, i)))} -> {string.Join(" ", group.Consumers.Select(i => NameOf(graph, i)))}");

    private static string Gate(LayerGraph graph, int group) =>
        string.Join(" ", graph.Groups[group].Gate.Where(term => term.Parameter == "weight").Select(term => NameOf(graph, term.Operation)));
}
