using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using CompactCnn.Generators.Tests.Harness;
using static CompactCnn.Generators.Tests.Harness.Declared;

namespace CompactCnn.Generators.Tests;

/// <summary>What a declaration means: operations, shapes, channel groups, gates, names.</summary>
public class LayerGraphTests
{
    [Theory]
    [InlineData(3, 1, null, 1, "8x16x16")]
    [InlineData(5, 1, null, 1, "8x16x16")]
    [InlineData(3, 2, null, 1, "8x8x8")]
    [InlineData(3, 1, null, 2, "8x16x16")]
    [InlineData(3, 1, 0, 1, "8x14x14")]
    [InlineData(3, 1, 0, 2, "8x12x12")]
    [InlineData(4, 2, 1, 1, "8x8x8")]
    [InlineData(2, 3, 0, 1, "8x5x5")]
    [InlineData(1, 1, 5, 1, "8x26x26")]
    [InlineData(7, 2, 3, 1, "8x8x8")]
    [InlineData(16, 1, 0, 1, "8x1x1")]
    public void ShapesOfConvolutions(int kernel, int stride, int? padding, int dilation, string shape) =>
        Assert.Equal(shape, First(Conv(8, kernel: kernel, stride: stride, padding: padding, dilation: dilation)).Shape.ToString());

    [Theory]
    [InlineData(2, null, 0, "3x8x8")]
    [InlineData(3, null, 0, "3x5x5")]
    [InlineData(3, 2, 1, "3x8x8")]
    [InlineData(2, 1, 0, "3x15x15")]
    [InlineData(16, null, 0, "3x1x1")]
    [InlineData(2, 3, 1, "3x6x6")]
    public void ShapesOfPools(int kernel, int? stride, int padding, string shape) =>
        Assert.Equal(shape, First(Pool(kernel: kernel, stride: stride, padding: padding)).Shape.ToString());

    /// <summary>As PyTorch's MaxPool2d(ceil_mode=True): a window that would begin behind the input, or in its padding, is left out.</summary>
    [Theory]
    [InlineData(2, null, 0, "3x8x8")]
    [InlineData(3, null, 0, "3x6x6")]
    [InlineData(3, 2, 0, "3x8x8")]
    [InlineData(3, 2, 1, "3x9x9")]
    [InlineData(2, 3, 1, "3x6x6")]
    [InlineData(2, 2, 1, "3x9x9")]
    [InlineData(1, 20, 0, "3x1x1")]
    public void ShapesOfPoolsThatReachOverTheEnd(int kernel, int? stride, int padding, string shape) =>
        Assert.Equal(shape, First(Pool(kernel: kernel, stride: stride, padding: padding, ceil: true)).Shape.ToString());

    [Fact]
    public void WindowsByAxis()
    {
        Assert.Equal("8x16x16", First(Conv(8, kernel: new Sides(1, 7))).Shape.ToString());
        Assert.Equal("8x8x14", First(Conv(8, kernel: new Sides(5, 3), stride: new Sides(2, 1), padding: new OptionalSides(null, 0))).Shape.ToString());
        Assert.Equal("3x16x8", First(Pool(kernel: new Sides(1, 2))).Shape.ToString());
        Assert.Equal("3x7x5", First(AdaptivePool(7, 5)).Shape.ToString());
        Assert.Equal("3x20x1", First(AdaptivePool(20, 1)).Shape.ToString());
    }

    /// <summary>A kernel of three on images of one row costs three, not nine.</summary>
    [Fact]
    public void ASignalCostsItsRow()
    {
        LayerGraph graph = Model(4, 1, 32, Conv(8, kernel: new Sides(1, 3), norm: NormKind.None, bias: false), DepthwiseRow(), Linear(2)).GraphOf();

        Assert.Equal((4 * 8 * 3, 4 * 8 * 3 * 32), Costs(graph, "Conv1"));
        Assert.Equal((8 * 5, 8 * 5 * 32), Costs(graph, "DepthwiseConv1"));

        static DepthwiseConvDeclaration DepthwiseRow() => Depthwise(kernel: new Sides(1, 5), norm: NormKind.None, bias: false);
    }

    [Fact]
    public void HeightAndWidthMayDiffer()
    {
        LayerGraph graph = Model(1, 32, 8, Conv(4, stride: 2), Pool(), Linear(2)).GraphOf();

        Assert.Equal("4x8x2", Node(graph, "Pool1").Shape.ToString());
        Assert.Equal("64x1x1", Node(graph, "Linear1Flatten").Shape.ToString());
    }

    [Fact]
    public void OperationsAreLoweredInOrder()
    {
        LayerGraph graph = Model(
            3, 16, 16,
            Conv(8), Pool(), Conv(12, norm: NormKind.None, activation: ActivationKind.SiLU), Norm(), Activate(ActivationKind.ReLU),
            Linear(20), Dropout(0.5), Linear(10)).GraphOf();

        Assert.Equal(
            [
                "Conv1", "Conv1Norm", "Conv1Activation", "Pool1", "Conv2", "Conv2Activation", "Norm1", "Activate1",
                "Linear1Flatten", "Linear1", "Linear1Activation", "Dropout1", "Linear2",
            ],
            graph.Nodes.Select(node => node.Operation.Name));
        Assert.Equal(Enumerable.Range(-1, 13), graph.Nodes.Select(node => Assert.Single(node.Operation.Inputs)));
        Assert.Equal([0, 0, 0, 1, 2, 2, 3, 4, 5, 5, 5, 6, 7], graph.Nodes.Select(node => node.Operation.Layer));
        Assert.Equal(10, graph.Classes);
    }

    [Fact]
    public void FeaturesAreFlattenedOnce()
    {
        LayerGraph graph = Model(1, 4, 4, GlobalPool(), Linear(5), Linear(6), Linear(2)).GraphOf();

        Assert.Equal(["GlobalPool1", "Linear1Flatten", "Linear1", "Linear1Activation", "Linear2", "Linear2Activation", "Linear3"], graph.Nodes.Select(node => node.Operation.Name));
    }

    [Fact]
    public void EachConvolutionAndHiddenLayerIsAGroup()
    {
        LayerGraph graph = Model(3, 8, 8, Conv(8, "Stem"), Pool(), Conv(12), Linear(20), Linear(10)).GraphOf();

        Assert.Equal([("Stem", 8), ("Conv1", 12), ("Linear1", 20)], graph.Groups.Select(group => (group.Name, group.Count)));
        Assert.Equal(["Stem", "Conv1", "Linear1"], graph.Groups.Select(group => NameOf(graph, Assert.Single(group.Producers))));
        Assert.Equal(["Conv1", "Linear1", "Linear2"], graph.Groups.Select(group => NameOf(graph, Assert.Single(group.Consumers))));
    }

    [Fact]
    public void LayersThatMayNotBeDroppedAreFixed()
    {
        LayerGraph graph = Model(3, 8, 8, Conv(8, prunable: false), Conv(12), Linear(20, prunable: false), Linear(10)).GraphOf();

        Assert.Equal(["Conv2"], graph.Groups.Select(group => group.Name));
        Assert.Equal(new Graph.ChannelSegment(Graph.ChannelSegment.Fixed, 8), Assert.Single(Node(graph, "Conv1Norm").Layout.Segments));
        Assert.Equal(new Graph.ChannelSegment(0, 12, 64), Assert.Single(Node(graph, "Linear1Flatten").Layout.Segments));
    }

    [Fact]
    public void AFixedLayerThatIsFlattenedStaysFixed()
    {
        LayerGraph graph = Model(3, 8, 8, Conv(8, prunable: false), Linear(10)).GraphOf();

        Assert.Equal(new Graph.ChannelSegment(Graph.ChannelSegment.Fixed, 512), Assert.Single(Node(graph, "Linear1Flatten").Layout.Segments));
    }

    /// <summary>
    /// A gate is the same as removing the channel at its consumers only where everything between is positively
    /// homogeneous (method facts 1 and 4); elsewhere the general form holds and no gate is named.
    /// </summary>
    [Theory]
    [InlineData(Activation.ReLU, "Conv1Norm.weight, Conv1Norm.bias")]
    [InlineData(Activation.LeakyReLU, "Conv1Norm.weight, Conv1Norm.bias")]
    [InlineData(Activation.None, "Conv1Norm.weight, Conv1Norm.bias")]
    [InlineData(Activation.ReLU6, "")]
    [InlineData(Activation.SiLU, "")]
    [InlineData(Activation.HardSwish, "")]
    [InlineData(Activation.Sigmoid, "")]
    [InlineData(Activation.HardSigmoid, "")]
    [InlineData(Activation.Tanh, "")]
    [InlineData(Activation.GELU, "")]
    [InlineData(Activation.Mish, "")]
    [InlineData(Activation.ELU, "")]
    public void AGateIsTheLastNormBeforeAConsumer(Activation activation, string terms)
    {
        LayerGraph graph = Model(3, 8, 8, Conv(8, activation: (ActivationKind)activation), Pool(), Dropout(0.5), Conv(4), Linear(2)).GraphOf();

        Assert.Equal(terms, Terms(graph, graph.Groups[0].Gate));
        Assert.Equal("Conv2.weight[1]", Terms(graph, graph.Groups[0].General, axes: true));
    }

    [Fact]
    public void WithoutANormTheLayersOwnParametersAreTheGate()
    {
        LayerGraph graph = Model(3, 8, 8, Conv(8, norm: NormKind.None), Conv(9, norm: NormKind.None, bias: false), GlobalPool(), Linear(5, activation: ActivationKind.SiLU), Linear(2)).GraphOf();

        Assert.Equal(["Conv1.weight, Conv1.bias", "Conv2.weight", ""], graph.Groups.Select(group => Terms(graph, group.Gate)));
        Assert.Equal(["Conv2.weight", "Linear1.weight", "Linear2.weight"], graph.Groups.Select(group => Terms(graph, group.General)));
    }

    [Fact]
    public void AStandAloneNormAfterAnActivationIsTheGate()
    {
        LayerGraph graph = Model(3, 8, 8, Conv(8, activation: ActivationKind.SiLU), Norm(), Activate(ActivationKind.ReLU), Conv(4), Linear(2)).GraphOf();

        Assert.Equal("Norm1.weight, Norm1.bias", Terms(graph, graph.Groups[0].Gate));
    }

    /// <summary>Weights before a norm are degenerate producers (fact 3): the norm is the gate, not they.</summary>
    [Fact]
    public void TheLastOfTwoNormsIsTheGate()
    {
        LayerGraph graph = Model(3, 8, 8, Conv(8), Norm(), Conv(4), Linear(2)).GraphOf();

        Assert.Equal("Norm1.weight, Norm1.bias", Terms(graph, graph.Groups[0].Gate));
    }

    [Fact]
    public void UnnamedLayersAreNumberedByKind() => Assert.Equal(
        ["Conv1", "Stem", "Conv2", "Pool1", "Linear1"],
        Model(1, 8, 8, Conv(1), Conv(1, "Stem"), Conv(1), Pool(), Linear(2)).Interpret().Layers.Select(layer => layer.Name));

    [Theory]
    [InlineData("Conv1", "conv1")]
    [InlineData("Conv1Norm", "conv1_norm")]
    [InlineData("Block1Conv2", "block1_conv2")]
    [InlineData("GlobalPool1", "global_pool1")]
    [InlineData("stem", "stem")]
    [InlineData("HTTPHead", "http_head")]
    [InlineData("_Stem", "_stem")]
    [InlineData("Größe", "größe")]
    public void StateNamesFollowFromProperties(string property, string state) => Assert.Equal(state, StateName.Of(property));

    [Fact]
    public void EqualDeclarationsHaveEqualGraphs()
    {
        ModelDeclaration first = Model(3, 8, 8, Conv(8), Pool(), Linear(4), Linear(2));
        ModelDeclaration second = Model(3, 8, 8, Conv(8), Pool(), Linear(4), Linear(2));

        Assert.Equal(first.Interpret(), second.Interpret());
        Assert.Equal(first.Interpret().GetHashCode(), second.Interpret().GetHashCode());
        Assert.NotEqual(first.Interpret(), Model(3, 8, 8, Conv(8), Pool(), Linear(4, bias: false), Linear(2)).Interpret());
    }

    /// <summary>The generator cannot reference the runtime; it has its own copies of six enumerations.</summary>
    [Fact]
    public void EnumerationsAreThoseOfTheRuntime()
    {
        Assert.Equal(Values<Norm>(), Values<NormKind>());
        Assert.Equal(Values<Activation>(), Values<ActivationKind>());
        Assert.Equal(Values<PoolKind>(), Values<Declaration.PoolKind>());
        Assert.Equal(Values<Coupling>(), Values<CouplingKind>());
        Assert.Equal(Values<SqueezeOf>(), Values<SqueezeOfKind>());
        Assert.Equal(Values<DropoutOf>(), Values<DropoutKind>());

        static IEnumerable<(string, int)> Values<T>()
            where T : struct, Enum => Enum.GetValues<T>().Select(value => (value.ToString(), Convert.ToInt32(value)));
    }

    [Fact]
    public void ACancelledBuildStops() =>
        Assert.Throws<OperationCanceledException>(() => LayerGraphBuilder.Build(Model(3, 8, 8, Linear(2)), new CancellationToken(canceled: true)));

    private static (int Parameters, int Macs) Costs(LayerGraph graph, string name)
    {
        int[] widths = graph.FullWidths();
        Graph.LayerCost cost = Node(graph, name).Cost;
        return ((int)cost.Parameters.Evaluate(widths), (int)cost.Macs.Evaluate(widths));
    }

    private static GraphNode First(LayerDeclaration layer) => Model(3, 16, 16, layer, Linear(2)).GraphOf().Nodes[0];

    private static GraphNode Node(LayerGraph graph, string name) => graph.Nodes.Single(node => node.Operation.Name == name);

    private static string NameOf(LayerGraph graph, int operation) => graph.Nodes[operation].Operation.Name;

    private static string Terms(LayerGraph graph, IEnumerable<Graph.SaliencyTerm> terms, bool axes = false) =>
        string.Join(", ", terms.Select(term => $"{NameOf(graph, term.Operation)}.{term.Parameter}{(axes ? $"[{term.Axis}]" : "")}"));
}
