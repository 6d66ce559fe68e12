using CompactCnn.CommandLine;
using static TorchSharp.torch;

namespace CompactCnn.Onnx.Tests;

/// <summary>The zoo at its published sizes, half of the channels, in integers: no layer is left float but the first.</summary>
public class QuantizedZooTests
{
    private static readonly string[] Quick = ["fashion-vgg", "small-vgg", "resnet20-cifar10"];

    public static TheoryData<string> QuickModels => [.. Quick];

    public static TheoryData<string> OtherModels => [.. Examples.CompactModels.All.Select(model => model.Name).Except(Quick, StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(QuickModels))]
    public void HasNoFloatLayer(string name) => Check(name);

    [SlowTheory]
    [MemberData(nameof(OtherModels))]
    public void TheOthersHaveNone(string name) => Check(name);

    private static void Check(string name)
    {
        DeclaredModel model = Examples.CompactModels.All.Single(model => model.Name == name);
        FeatureShape image = model.Graph.Input;
        using CompactNetwork network = model.CreateCompact(model.WidthsAt(0.5), seed: 1).Randomized(seed: 3);
        network.eval();
        using Tensor images = randn(4, image.Channels, image.Height, image.Width);
        using var quantized = new QuantizedNetwork(network, new StaticQuantization(images));
        string[] executed = quantized.Executed();
        Assert.DoesNotContain(executed, type => type is "Gemm" or "FusedGemm" or "Relu" or "Clip" or "BatchNormalization");
        Assert.InRange(executed.Count(type => type is "Conv" or "FusedConv"), 0, 1);
        Assert.Contains("QLinearConv", executed);
    }
}
