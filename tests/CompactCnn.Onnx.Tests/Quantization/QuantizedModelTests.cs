using CompactCnn.OnnxFormat;
using static TorchSharp.torch;

namespace CompactCnn.Onnx.Tests;

/// <summary>Every shared model in integers: what is left float, and whether it answers alike.</summary>
public class QuantizedModelTests
{
    /// <summary>Between floats and integers, orders of axes, activations that have no integer form, and gates of them.</summary>
    private static readonly string[] MayBeFloat =
    [
        "QuantizeLinear", "DequantizeLinear", "Transpose", "ReorderInput", "ReorderOutput", "Flatten", "Reshape", "Squeeze", "Slice", "Split",
        "Sigmoid", "HardSigmoid", "HardSwish", "Tanh", "Elu", "Erf", "Softplus", "LeakyRelu", "PRelu", "QuickGelu", "Gelu", "Mul", "Add",
        // Pools whose parts are not equal, and those behind a padding of their own.
        "MatMul", "Pad",
    ];

    private static readonly string[] Integer =
    [
        "QLinearConv", "QGemm", "NhwcMaxPool", "QLinearAveragePool", "QLinearGlobalAveragePool", "QLinearAdd", "QLinearMul",
        "QLinearConcat", "QLinearSigmoid", "QLinearLeakyRelu",
    ];

    /// <summary>Whose random weights make answers that differ by less than weights of seven bits do.</summary>
    private static readonly string[] NeedsAllBits = ["Branches", "SmallVggTwin", "SmoothActivations"];

    public static TheoryData<string> ModelNames => ModelCases.Names;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void AgreesAndHasNoFloatLayer(string name)
    {
        foreach (long seed in new[] { 0, 5 })
        {
            using CompactNetwork network = QuantizedNetwork.Random(name, seed, out Tensor images);
            using (images)
            {
                int bits = NeedsAllBits.Contains(name) ? 8 : 7;
                using var quantized = new QuantizedNetwork(network, new StaticQuantization(images) { FirstLayer = FirstLayerForm.Integer, WeightBits = bits });
                double agreement = quantized.Agreement(network, images);
                Assert.True(agreement >= 0.9, $"seed {seed}: {agreement}");
                string[] executed = quantized.Executed();
                Assert.DoesNotContain(executed, type => type is "Conv" or "FusedConv" or "Gemm" or "FusedGemm" or "Relu" or "Clip");
            }
        }
    }

    /// <summary>Networks of ReLUs are integers from the image to the logits.</summary>
    [Theory]
    [InlineData("Vgg16Twin")]
    [InlineData("SmallVggTwin")]
    [InlineData("ResNet18Twin")]
    [InlineData("ResNet20Twin")]
    [InlineData("ResNet50Twin")]
    [InlineData("MobileNetV2Twin")]
    [InlineData("DenseNet40Twin")]
    [InlineData("DenseNetBcTwin")]
    [InlineData("InceptionTwin")]
    public void OfReLUsIsWhollyInteger(string name)
    {
        using CompactNetwork network = QuantizedNetwork.Random(name, seed: 0, out Tensor images);
        using (images)
        {
            using var quantized = new QuantizedNetwork(network, new StaticQuantization(images) { FirstLayer = FirstLayerForm.Integer });
            string[] executed = quantized.Executed();
            Assert.Empty(executed.Except([.. Integer, "QuantizeLinear", "Transpose", "Flatten"]));
            Assert.Single(executed, type => type == "QuantizeLinear");
            Assert.True(executed.Count(type => type == "Transpose") <= 2);
        }
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void WhatIsFloatHasNoIntegerForm(string name)
    {
        using CompactNetwork network = QuantizedNetwork.Random(name, seed: 0, out Tensor images);
        using (images)
        {
            using var quantized = new QuantizedNetwork(network, new StaticQuantization(images));
            int first = quantized.Written.Graph.Node.Count(node => node.OpType == "Conv" && node.Input[0] == OnnxExport.InputName);
            string[] left = [.. quantized.Executed().Except([.. MayBeFloat, .. Integer])];
            // A pool of what is float anyhow, or of the logits, and norms of vectors.
            Assert.Empty(left.Except(["MaxPool", "AveragePool", "GlobalAveragePool", "BatchNormalization", .. first > 0 ? new[] { "Conv", "FusedConv" } : []]));
            Assert.Equal(first, quantized.Executed().Count(type => type is "Conv" or "FusedConv"));
        }
    }

    /// <summary>Names are unique, every input is known before it is read, no constant is dead, and nothing is lost of the metadata.</summary>
    [Theory]
    [MemberData(nameof(ModelNames))]
    public void TheGraphIsInOrder(string name)
    {
        using CompactNetwork network = QuantizedNetwork.Random(name, seed: 1, out Tensor images);
        using (images)
        {
            ModelProto model = OnnxExport.ToModel(network, new OnnxExportOptions { Quantization = new StaticQuantization(images) });
            GraphProto graph = model.Graph;
            var known = new HashSet<string>(StringComparer.Ordinal) { OnnxExport.InputName };
            var read = graph.Node.SelectMany(node => node.Input).ToHashSet(StringComparer.Ordinal);
            Assert.All(graph.Initializer, tensor => Assert.True(known.Add(tensor.Name)));
            Assert.All(graph.Initializer, tensor => Assert.Contains(tensor.Name, read));
            foreach (NodeProto node in graph.Node)
            {
                Assert.All(node.Input, input => Assert.Contains(input, known));
                Assert.All(node.Output, output => Assert.True(known.Add(output), output));
                Assert.All(node.Output, output => Assert.True(output == OnnxExport.OutputName || read.Contains(output), output));
            }

            Assert.Contains(OnnxExport.OutputName, known);
            Assert.Equal("int8, weights of 7 bits, uint8 activations, MinMax ranges of 50 images", model.MetadataProps.Single(text => text.Key == "quantization").Value);
            Assert.Contains(model.MetadataProps, text => text.Key == "widths");
        }
    }
}
