using CompactCnn.CommandLine;
using CompactCnn.OnnxFormat;
using static TorchSharp.torch;

namespace CompactCnn.Onnx.Tests;

/// <summary>The options of quantisation, and calibration images that are none.</summary>
public sealed class StaticQuantizationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CompactNetwork _network;
    private readonly Tensor _images;

    public StaticQuantizationTests() => _network = QuantizedNetwork.Random("ResNet20Twin", seed: 3, out _images);

    public void Dispose()
    {
        _network.Dispose();
        _images.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(ActivationRanges.MinMax, 8)]
    [InlineData(ActivationRanges.Percentile, 7)]
    [InlineData(ActivationRanges.SquaredError, 7)]
    public void RangesAndBits(ActivationRanges ranges, int bits)
    {
        using var quantized = new QuantizedNetwork(_network, new StaticQuantization(_images) { Ranges = ranges, WeightBits = bits });
        Assert.InRange(quantized.Agreement(_network, _images), 0.9, 1);
        int largest = quantized.Written.Graph.Initializer
            .Where(tensor => tensor.DataType == TensorProto.Types.DataType.Int8)
            .Max(tensor => tensor.RawData.Max(value => Math.Abs((int)(sbyte)value)));
        Assert.Equal(bits == 7 ? 63 : 127, largest);
    }

    [Fact]
    public void SymmetricActivationsKeepTheirReLUs()
    {
        using var quantized = new QuantizedNetwork(_network, new StaticQuantization(_images) { SymmetricActivations = true });
        Assert.InRange(quantized.Agreement(_network, _images), 0.9, 1);
        Assert.DoesNotContain(quantized.Written.Graph.Initializer, tensor => tensor.DataType == TensorProto.Types.DataType.Uint8);
        Assert.Contains(quantized.Written.Graph.Node, node => node.OpType == "Relu");
    }

    [Theory]
    [InlineData(FirstLayerForm.Float, true)]
    [InlineData(FirstLayerForm.Integer, false)]
    // A residual block reads it.
    [InlineData(FirstLayerForm.Automatic, false)]
    public void TheFirstLayer(FirstLayerForm form, bool isFloat)
    {
        using var quantized = new QuantizedNetwork(_network, new StaticQuantization(_images) { FirstLayer = form });
        Assert.Equal(isFloat, quantized.Executed().Any(type => type is "Conv" or "FusedConv"));
    }

    [Fact]
    public void TheFirstLayerIsFloatWhereOnlyConvolutionsReadIt()
    {
        using CompactNetwork chain = QuantizedNetwork.Random("Vgg16Twin", seed: 0, out Tensor images);
        using (images)
        {
            using var quantized = new QuantizedNetwork(chain, new StaticQuantization(images));
            Assert.Single(quantized.Executed(), type => type is "Conv" or "FusedConv");
        }
    }

    [Fact]
    public void TheLastLayer()
    {
        using var quantized = new QuantizedNetwork(_network, new StaticQuantization(_images) { FloatLastLayer = true });
        Assert.Contains(quantized.Executed(), type => type is "Gemm" or "FusedGemm");
    }

    [Fact]
    public void ChannelsWithoutWeightsAreTheirBias()
    {
        using CompactNetwork network = QuantizedNetwork.Random("Vgg16Twin", seed: 0, out Tensor images);
        using (images)
        using (no_grad())
        {
            foreach (TensorSlot slot in NetworkTensors.Slots(network).Where(slot => slot.Read().dim() == 4))
            {
                slot.Read()[0].zero_();
            }

            using var quantized = new QuantizedNetwork(network, new StaticQuantization(images));
            Assert.InRange(quantized.Agreement(network, images), 0.9, 1);
        }
    }

    [Fact]
    public void TheFileIsAQuarter()
    {
        DeclaredModel model = Examples.CompactModels.All.Single(model => model.Name == "small-vgg");
        using CompactNetwork network = model.CreateCompact(model.WidthsAt(0.5), seed: 1);
        network.eval();
        Assert.True(network.CostTable.Parameters > 100_000);
        FeatureShape image = network.Structure.Input;
        using Tensor images = randn(4, image.Channels, image.Height, image.Width);
        network.ExportOnnx(_folder.At("float.onnx"));
        using var quantized = new QuantizedNetwork(network, new StaticQuantization(images));
        Assert.InRange((double)quantized.Bytes / new FileInfo(_folder.At("float.onnx")).Length, 0.2, 0.45);
    }

    [Fact]
    public void OfDoublesIsOfTheirFloats()
    {
        _network.InDoubles();
        using Tensor doubles = _images.to(ScalarType.Float64);
        using var quantized = new QuantizedNetwork(_network, new StaticQuantization(_images));
        using Tensor expected = _network.forward(doubles).argmax(1);
        using Tensor actual = quantized.Run(_images).argmax(1);
        using Tensor same = expected.eq(actual).to(ScalarType.Float32).mean();
        Assert.InRange(same.item<float>(), 0.9, 1);
    }

    [Fact]
    public void ImagesThatCannotCalibrateAreRefused()
    {
        FeatureShape image = _network.Structure.Input;
        using Tensor none = zeros(0, image.Channels, image.Height, image.Width);
        Assert.Equal("calibration needs at least one image, but was given none; give some dozens of training images", Refusal(none));
        using Tensor narrow = zeros(3, image.Channels, image.Height, image.Width - 1);
        Assert.StartsWith($"'ResNet20Twin' expects images Float32 [batch, {image.Channels}, {image.Height}, {image.Width}] on cpu but was given Float32 [3, {image.Channels}, {image.Height}, {image.Width - 1}]", Refusal(narrow), StringComparison.Ordinal);
        using Tensor pixels = zeros([3, image.Channels, image.Height, image.Width], ScalarType.Byte);
        Assert.Equal($"calibration images must be numbers normalised as in training, but are Byte [3, {image.Channels}, {image.Height}, {image.Width}]; normalise pixels, as StaticQuantization.ImagesOf does", Refusal(pixels));
        using Tensor damaged = _images.clone();
        damaged[17, 0, 1, 1] = float.NaN;
        Assert.Equal("calibration image 17 of 50, counted from 0, holds NaN or infinity; leave it out", Refusal(damaged));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void NetworksThatAnswerNaNAreRefused()
    {
        using (no_grad())
        {
            NetworkTensors.Slots(_network).First().Read().fill_(float.PositiveInfinity);
        }

        Assert.StartsWith("'ResNet20Twin' cannot be quantised: 'Conv1.output' holds NaN or infinity for the calibration images; ", Refusal(_images), StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsThatCannotBeAreRefused()
    {
        Assert.Contains("WeightBits must be 7 or 8, but is 4", Assert.Throws<ArgumentOutOfRangeException>(() => new StaticQuantization(_images) { WeightBits = 4 }).Message, StringComparison.Ordinal);
        Assert.Contains("Percentile must be over 50 and at most 100, but is 50", Assert.Throws<ArgumentOutOfRangeException>(() => new StaticQuantization(_images) { Percentile = 50 }).Message, StringComparison.Ordinal);
        var options = new OnnxExportOptions { FoldNorms = false, Quantization = new StaticQuantization(_images) };
        Assert.StartsWith("norms are folded where a network is quantised", Assert.Throws<ArgumentException>(() => _network.ExportOnnx(_folder.At("int8.onnx"), options)).Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void ImagesOfADataSetAreOfItsWholeOrder()
    {
        using var data = new TrainingData(arange(10, ScalarType.Float32).reshape(10, 1, 1, 1).clone(), zeros(10, ScalarType.Int64));
        using Tensor some = StaticQuantization.ImagesOf(data, 4);
        Assert.Equal([0f, 2f, 5f, 7f], some.data<float>().ToArray());
        using Tensor all = StaticQuantization.ImagesOf(data);
        Assert.Equal([10, 1, 1, 1], all.shape);
    }

    [Fact]
    public void ZeroIsExact()
    {
        Assert.Equal(new ActivationScale(4f / 255, 64, false), ActivationScale.Of(new ValueRange(-1, 3), symmetric: false));
        Assert.Equal(new ActivationScale(6f / 255, 0, false), ActivationScale.Of(new ValueRange(2, 6), symmetric: false));
        Assert.Equal(new ActivationScale(3f / 127, 0, true), ActivationScale.Of(new ValueRange(-1, 3), symmetric: true));
        Assert.Equal(new ActivationScale(1, 0, false), ActivationScale.Of(new ValueRange(0, 0), symmetric: false));
    }

    private string Refusal(Tensor images) =>
        Assert.Throws<ArgumentException>(() => _network.ExportOnnx(_folder.At("int8.onnx"), new OnnxExportOptions { Quantization = new StaticQuantization(images) }))
            .Message.Replace(" (Parameter 'options')", "", StringComparison.Ordinal);
}
