using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>The closed formulas of the cost tables, counted again on real tensors.</summary>
public class CostTests
{
    public static TheoryData<string> ModelNames => ModelCases.Names;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void TheTableIsWhatTheCompactNetworkHasAndDoes(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using Network full = model.Create();
        foreach (KeepCase test in RandomKeep.Cases(model))
        {
            AssertTable(model, full, test);
        }
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void TheModelsTableIsThatOfAllChannels(string name)
    {
        ModelCase model = ModelCases.Of(name);
        CostTable everything = model.CostOf(model.Graph.KeepAll());
        Assert.Equal(model.Cost.Layers.ToArray(), everything.Layers.ToArray());
        Assert.Equal((model.Cost.Parameters, model.Cost.Macs), (everything.Parameters, everything.Macs));
        Assert.Equal((name, name + ".Compact"), (model.Cost.Model, everything.Model));
    }

    /// <summary>Three passes, but for the gradient of what a layer reads where that depends on the image alone.</summary>
    [Theory]
    [MemberData(nameof(ModelNames))]
    public void TrainingCostsThreePassesLessTheInputGradientsThatNobodyNeeds(string name)
    {
        ModelCase model = ModelCases.Of(name);
        string[] readers = [.. ReadersOfTheImage(model.Graph)];
        foreach (KeepCase test in RandomKeep.Cases(model))
        {
            CostTable table = model.CostOf(test.Keep);
            Assert.Equal((3 * table.Layers.Sum(layer => layer.Macs)) - table.Layers.Where(layer => readers.Contains(layer.Name)).Sum(layer => layer.Macs), table.TrainingMacs);
        }
    }

    [Fact]
    public void AStemThatReadsTheImageTwice()
    {
        CostTable table = Models.TwoStems.Cost;
        Assert.Equal(15_424, table.Macs);
        Assert.Equal((3 * 15_424) - 15_360, table.TrainingMacs);
        Assert.Equal(30_912, table.TrainingMacs);
        Assert.Equal(["Block1Conv1", "Block1Conv2"], table.Layers.Where(layer => layer.ReadsImage).Select(layer => layer.Name));
    }

    /// <summary>A norm of the image has parameters, whose gradients come through the convolution behind it.</summary>
    [Fact]
    public void AConvolutionBehindANormOfTheImageNeedsItsInputsGradient() =>
        Assert.Equal(3 * Models.PreActivation.Cost.Macs, Models.PreActivation.Cost.TrainingMacs);

    /// <summary>What autograd finds: the layers whose input requires no gradient where all parameters do.</summary>
    private static IEnumerable<string> ReadersOfTheImage(ModelGraph graph)
    {
        var requires = new bool[graph.Operations.Length];
        for (int i = 0; i < requires.Length; i++)
        {
            Operation operation = graph.Operations[i];
            bool inputRequires = operation.Inputs.Any(input => input != Operation.ModelInput && requires[input]);
            requires[i] = inputRequires || operation.Tensors.Any(layout => !layout.IsBuffer);
            if (!inputRequires)
            {
                yield return operation.Name;
            }
        }
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void TheOtherConventionAddsWhatTheTensorsHold(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using Network full = model.Create();
        foreach (KeepCase test in RandomKeep.Cases(model, count: 5))
        {
            using var scope = NewDisposeScope();
            using CompactNetwork compact = model.ToCompact(full, test.Keep);
            CostTable table = model.CostOf(test.Keep);
            CostTable other = table.ByPtflops(model.Graph, compact.Widths);
            Assert.Equal(CostConvention.Ptflops, other.Convention);
            Assert.Equal((table.Parameters, table.TrainingMacs), (other.Parameters, other.TrainingMacs));
            Assert.Equal(table.Macs + Additions(compact), other.Macs);
            Assert.Equal(table.Layers.Select(layer => layer.Name), other.Layers.Select(layer => layer.Name).Where(row => table.Layers.Any(layer => layer.Name == row)));
        }
    }

    [Fact]
    public void TheOtherConventionIsCountedOnce()
    {
        ModelGraph graph = Models.SmallVggTwin.Graph;
        CostTable other = Models.SmallVggTwin.Cost.ByPtflops(graph, graph.FullWidths);
        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() => other.ByPtflops(graph, graph.FullWidths));
        Assert.Equal("the table of 'SmallVggTwin' counts by Ptflops already; start from the model's own table", refusal.Message);
        Refusal.OfArgument<ArgumentException>(
            "widths", "'SmallVggTwin' has 7 channel groups, but 1 widths were given; give one for each group", () => Models.SmallVggTwin.Cost.ByPtflops(graph, [1]));
        Assert.Contains("MACs by ptflops", other.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ATableWithoutLayersCostsNothing()
    {
        var table = new CostTable("Empty", []);
        Assert.Equal((0, 0, 0), (table.Parameters, table.Macs, table.TrainingMacs));
    }

    [Fact]
    public void TheTextIsTheSameInEveryCulture()
    {
        CostTable table = new(
            "Net",
            [
                new LayerCost("Conv1", "Conv2d 3x3", new FeatureShape(64, 32, 32), 1728, 1_769_472),
                new LayerCost("Linear1", "Linear", new FeatureShape(10, 1, 1), 650, 640),
            ]);
        const string Expected = """
            layer    kind        output    parameters       MACs
            -------  ----------  --------  ----------  ---------
            Conv1    Conv2d 3x3  64x32x32       1,728  1,769,472
            Linear1  Linear      10x1x1           650        640
            -------  ----------  --------  ----------  ---------
            Net      total                      2,378  1,770,112

            """;
        foreach (string culture in new[] { "", "fi-FI", "tr-TR", "de-CH" })
        {
            using var change = new CultureChange(culture);
            Assert.Equal(Expected.ReplaceLineEndings("\n"), table.ToString());
        }
    }

    /// <summary>Executes a network operation by operation and counts what is there.</summary>
    private static Dictionary<string, (FeatureShape Output, long Parameters, long Macs)> Counted(CompactNetwork network)
    {
        Dictionary<string, Tensor> tensors = NetworkTensors.ByName(network);
        var counted = new Dictionary<string, (FeatureShape, long, long)>(StringComparer.Ordinal);
        foreach ((Operation operation, _, Tensor output) in Execution(network, tensors))
        {
            // A vector of features counts as that many channels of one pixel.
            long[] shape = [.. output.shape, 1, 1];
            Tensor[] parameters = [.. operation.Tensors.Where(layout => !layout.IsBuffer).Select(layout => tensors[layout.Name])];
            // Each output element is a sum over the weights of its channel.
            long macs = operation is ConvolutionOperation or DepthwiseConvolutionOperation or LinearOperation ? output.numel() * parameters[0].numel() / parameters[0].size(0) : 0;
            counted[operation.Name] = (new FeatureShape((int)shape[1], (int)shape[2], (int)shape[3]), parameters.Sum(parameter => parameter.numel()), macs);
        }

        return counted;
    }

    /// <summary>What ptflops counts beyond the multiply-accumulates, of the tensors that flow.</summary>
    private static long Additions(CompactNetwork network)
    {
        Dictionary<string, Tensor> tensors = NetworkTensors.ByName(network);
        return Execution(network, tensors).Sum(step => step.Operation switch
        {
            BatchNormOperation => 2 * step.Input.numel(),
            ActivationOperation { Kind: Activation.SiLU or Activation.HardSwish or Activation.Sigmoid or Activation.HardSigmoid or Activation.Tanh or Activation.Mish } => 0,
            ActivationOperation or PoolOperation or AdaptivePoolOperation or GlobalPoolOperation => step.Input.numel(),
            Operation other => other.Tensors.Any(layout => !layout.IsBuffer && tensors[layout.Name].dim() == 1) ? step.Output.numel() : 0,
        });
    }

    private static IEnumerable<(Operation Operation, Tensor Input, Tensor Output)> Execution(CompactNetwork network, Dictionary<string, Tensor> tensors)
    {
        ModelGraph graph = network.Structure;
        var outputs = new Tensor[graph.Operations.Length];
        Tensor image = Batches.Images(graph, seed: 1, count: 1, network.parameters().First().dtype);
        for (int i = 0; i < outputs.Length; i++)
        {
            Operation operation = graph.Operations[i];
            Tensor[] inputs = [.. operation.Inputs.Select(input => input == Operation.ModelInput ? image : outputs[input])];
            outputs[i] = ReferenceOperations.Execute(operation, inputs, tensors, network.Widths, training: false);
            yield return (operation, inputs[0], outputs[i]);
        }
    }

    /// <summary>The closed form against the real module: its parameters, and what its tensors say of outputs and MACs.</summary>
    internal static void AssertTable(ModelCase model, Network full, KeepCase test)
    {
        using var scope = NewDisposeScope();
        using CompactNetwork compact = model.ToCompact(full, test.Keep);
        CostTable table = model.CostOf(test.Keep);
        Compare(Counted(compact), table, $"{test}");
        Assert.Equal(compact.parameters().Sum(parameter => parameter.numel()), table.Parameters);
        Assert.Equal(table.Layers.ToArray(), compact.CostTable.Layers.ToArray());
        Assert.Equal(table.Layers.ToArray(), model.CostOfWidths(compact.Widths).Layers.ToArray());
    }

    private static void Compare(Dictionary<string, (FeatureShape Output, long Parameters, long Macs)> counted, CostTable table, string where)
    {
        foreach (LayerCost layer in table.Layers)
        {
            Assert.True(counted.TryGetValue(layer.Name, out var real), $"{layer.Name} is no operation of {where}");
            Assert.True(real == (layer.Output, layer.Parameters, layer.Macs), $"{layer} of {where}: counted {real}");
        }

        Assert.Equal(counted.Values.Sum(layer => layer.Parameters), table.Parameters);
        Assert.Equal(counted.Values.Sum(layer => layer.Macs), table.Macs);
    }
}
