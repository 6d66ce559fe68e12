using CompactCnn.OnnxFormat;
using static TorchSharp.torch;

namespace CompactCnn.Onnx.Tests;

/// <summary>Every shared model, at random keep-lists, folded and not, in batches of several sizes.</summary>
public class SharedModelTests
{
    public static TheoryData<string> ModelNames => ModelCases.Names;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void OnnxRuntimeGivesTheSameLogits(string name)
    {
        ModelCase model = ModelCases.Of(name);
        FeatureShape image = model.Graph.Input;
        foreach (KeepCase test in RandomKeep.Cases(model, count: 4))
        {
            using Network full = model.Create().Randomized(test.Seed);
            using CompactNetwork compact = model.ToCompact(full, test.Keep);
            compact.eval();
            foreach (int batch in new[] { 1, 5 })
            {
                using Tensor images = rand(batch, image.Channels, image.Height, image.Width);
                OnnxComparison.Check(compact, images, new OnnxExportOptions(), $"{test}, folded, batch {batch}");
                OnnxComparison.Check(compact, images, new OnnxExportOptions { FoldNorms = false }, $"{test}, not folded, batch {batch}");
            }
        }
    }

    [Fact]
    public void NormsAreFoldedOrKept()
    {
        using CompactNetwork network = ModelCases.Of("ResNet20Twin").CreateCompact(ModelCases.Of("ResNet20Twin").Graph.FullWidths);
        Assert.DoesNotContain(OnnxExport.ToModel(network, new OnnxExportOptions()).Graph.Node, node => node.OpType == "BatchNormalization");
        Assert.Contains(OnnxExport.ToModel(network, new OnnxExportOptions { FoldNorms = false }).Graph.Node, node => node.OpType == "BatchNormalization");
    }

    /// <summary>Names are unique, and every input is the image, a constant or the output of a node before.</summary>
    [Theory]
    [MemberData(nameof(ModelNames))]
    public void TheGraphIsInOrder(string name)
    {
        using CompactNetwork network = ModelCases.Of(name).CreateCompact(ModelCases.Of(name).Graph.FullWidths);
        GraphProto graph = OnnxExport.ToModel(network, new OnnxExportOptions()).Graph;
        var known = new HashSet<string>(StringComparer.Ordinal) { OnnxExport.InputName };
        Assert.All(graph.Initializer, tensor => Assert.True(known.Add(tensor.Name)));
        foreach (NodeProto node in graph.Node)
        {
            Assert.All(node.Input, input => Assert.Contains(input, known));
            Assert.All(node.Output, output => Assert.True(known.Add(output)));
        }

        Assert.Contains(OnnxExport.OutputName, known);
    }
}
