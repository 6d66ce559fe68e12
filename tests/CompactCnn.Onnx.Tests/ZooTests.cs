using CompactCnn.CommandLine;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace CompactCnn.Onnx.Tests;

/// <summary>
/// The zoo at its published sizes, half of the channels: the same logits and the same class for 1,000 real images, or
/// for a few random ones where the network is ImageNet's. Most of it takes minutes and runs only where it is asked for.
/// </summary>
public class ZooTests(ITestOutputHelper output)
{
    private const int Piece = 100;

    private static readonly string[] Quick = ["small-vgg", "resnet20-cifar10"];

    public static TheoryData<string> FashionMnistModels => [.. Examples.CompactModels.All.Where(model => model.Graph.Input.Height == 28).Select(model => model.Name)];

    public static TheoryData<string> QuickModels => [.. Quick];

    public static TheoryData<string> Cifar10Models =>
        [.. Examples.CompactModels.All.Where(model => model.Graph.Input == new FeatureShape(3, 32, 32)).Select(model => model.Name).Except(Quick, StringComparer.Ordinal)];

    public static TheoryData<string> ImageNetModels => [.. Examples.CompactModels.All.Where(model => model.Graph.Input.Height >= 224).Select(model => model.Name)];

    [Fact]
    public void EveryModelIsInOneOfTheTests() =>
        Assert.Equal(Examples.CompactModels.All.Count, FashionMnistModels.Count + QuickModels.Count + Cifar10Models.Count + ImageNetModels.Count);

    [Theory]
    [MemberData(nameof(FashionMnistModels))]
    public void FashionMnist(string name) => Check(name, RealImages.FashionMnist);

    [Cifar10Theory]
    [MemberData(nameof(QuickModels))]
    public void Cifar10(string name) => Check(name, RealImages.Cifar10);

    [Cifar10Theory(Slow = true)]
    [MemberData(nameof(Cifar10Models))]
    public void TheOthersOfCifar10(string name) => Check(name, RealImages.Cifar10);

    [SlowTheory]
    [MemberData(nameof(ImageNetModels))]
    public void ImageNet(string name)
    {
        FeatureShape image = Examples.CompactModels.All.Single(model => model.Name == name).Graph.Input;
        using Tensor images = randn(2, image.Channels, image.Height, image.Width);
        Check(name, images);
    }

    private void Check(string name, Tensor images)
    {
        DeclaredModel model = Examples.CompactModels.All.Single(model => model.Name == name);
        using CompactNetwork network = model.CreateCompact(model.WidthsAt(0.5), seed: 1).Randomized(seed: 3);
        network.eval();
        double worst = 0;
        for (long first = 0; first < images.size(0); first += Piece)
        {
            using Tensor piece = images.narrow(0, first, Math.Min(Piece, images.size(0) - first));
            worst = Math.Max(worst, OnnxComparison.Check(network, piece, new OnnxExportOptions(), name));
        }

        output.WriteLine(FormattableString.Invariant($"{name}: {images.size(0)} images, largest relative difference {worst:E2}"));
    }
}
