using static TorchSharp.torch;

namespace CompactCnn.CommandLine.Tests;

/// <summary>The zoo's networks take PyTorch's weights, and give them back.</summary>
public sealed class TorchWeightsTests : IDisposable
{
    /// <summary>Models of more parameters than this are saved and loaded where slow tests are asked for; all are named.</summary>
    private const long MostParameters = 6_000_000;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> HandWritten => [.. TorchNetworks.ByModel.Keys];

    /// <summary>Every published network of the zoo, and whose names it has.</summary>
    public static TheoryData<string, string> Published => new()
    {
        { "resnet18", "torchvision's names of resnet18" },
        { "resnet34", "torchvision's names of resnet34" },
        { "resnet50", "torchvision's names of resnet50" },
        { "vgg16-imagenet", "torchvision's names of vgg16" },
        { "mobilenetv2", "torchvision's names of mobilenet_v2" },
        { "densenet121", "torchvision's names of densenet121" },
        { "squeezenet1-1", "torchvision's names of squeezenet1_1" },
        { "mobilenet-v3-large", "torchvision's names of mobilenet_v3_large" },
        { "mobilenet-v3-small", "torchvision's names of mobilenet_v3_small" },
        { "efficientnet-b0", "torchvision's names of efficientnet_b0" },
        { "mnasnet1-0", "torchvision's names of mnasnet1_0" },
        { "regnet-x-400mf", "torchvision's names of regnet_x_400mf" },
        { "regnet-y-400mf", "torchvision's names of regnet_y_400mf" },
        { "resnext50-32x4d", "torchvision's names of resnet50" },
        { "wide-resnet50-2", "torchvision's names of resnet50" },
        { "googlenet", "torchvision's names of googlenet" },
        { "inception-v3", "torchvision's names of inception_v3" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(HandWritten))]
    public void AnswersAsTheNetworkInPyTorch(string name)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        ProcessorCaches.Require(TorchSharp.DeviceType.CPU);
        DeclaredModel declared = Zoo.Catalog.Find(name)!;
        using var reference = new TorchReference(seed: 3);
        using var random = new Generator(5, CPU);
        Tensor image = randn([1, 3, 224, 224], generator: random);
        Tensor expected = TorchNetworks.ByModel[name](reference, image);
        string path = _folder.Of("torch.safetensors");
        reference.Write(path);

        using Network model = declared.LoadTorch(path);
        model.eval();
        Tensor actual = model.forward(image);
        // The reference's norms are the zoo's; torchvision's add more.
        Assert.Equal(name.StartsWith("mobilenet-v3", StringComparison.Ordinal) 
            ? [$"'{path}' has torchvision's names of mobilenet_v3_small, of a network whose norms add 0.001 to the variance, but those of 'MobileNetV3Small' add 1E-05: its answers differ a little from PyTorch's"]
            : [], model.LoadWarnings);
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((actual - expected).abs().max().item<float>(), 0, 1e-4f * expected.abs().max().item<float>());

        // And back: the same tensors, under the same names.
        string back = _folder.Of("back.safetensors");
        model.SaveTorch(back);
        using SafetensorsReader one = SafetensorsReader.Open(path);
        using SafetensorsReader other = SafetensorsReader.Open(back);
        Assert.Equal(one.Entries.Keys.Order(StringComparer.Ordinal), other.Entries.Keys.Order(StringComparer.Ordinal));
        Assert.All(one.Entries.Values, entry => Assert.True(one.Read(entry).equal(other.Read(other.Entries[entry.Name])).all().item<bool>(), entry.Name));
        Assert.Equal(["format: pt", "norm_epsilon: 1E-05"], other.Metadata.Select(text => $"{text.Key}: {text.Value}"));
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void PublishedNetworksHaveTheirNames(string name, string title)
    {
        ModelGraph graph = Zoo.Catalog.Find(name)!.Graph;
        Assert.Equal(title, TorchNaming.ForSaving(TorchLayer.Of(graph), graph.Name).Title);
    }

    [Fact]
    public void EveryZooModelComesBackToTheBit()
    {
        bool all = Environment.GetEnvironmentVariable("COMPACTCNN_SLOW_TESTS") == "1";
        string path = _folder.Of("torch.safetensors");
        foreach (DeclaredModel declared in Zoo.Catalog.Models.Where(model => all || model.Cost.Parameters <= MostParameters))
        {
            using var scope = NewDisposeScope();
            using Network saved = declared.Create(seed: 1);
            saved.SaveTorch(path);
            using Network loaded = declared.LoadTorch(path);
            Dictionary<string, Tensor> tensors = NetworkTensors.ByName(loaded);
            Assert.All(NetworkTensors.ByName(saved), entry => Assert.True(entry.Value.equal(tensors[entry.Key]).all().item<bool>(), $"{declared.Name}: {entry.Key}"));
            Assert.Empty(loaded.LoadWarnings);
        }
    }

    /// <summary>A file of other classes makes a model of as many.</summary>
    [Fact]
    public void TheFileSaysHowManyClasses()
    {
        DeclaredModel declared = Zoo.Catalog.Find("squeezenet1-1")!;
        string path = _folder.Of("torch.safetensors");
        using (Network saved = declared.Create(seed: 1, classes: 7))
            saved.SaveTorch(path);

        using Network loaded = declared.LoadTorch(path);
        Assert.Equal(7, loaded.Structure.Classes);
        using Network ofThousand = declared.Create(seed: 2);
        ModelFileException refused = Assert.Throws<ModelFileException>(() => ((GatedModel<Examples.Models.SqueezeNet11.Compact>)ofThousand).LoadTorch(path));
        Assert.Equal(
            $"'{path}' does not fit 'SqueezeNet11' by torchvision's names of squeezenet1_1: 'classifier.1.weight' is Float32 [7, 512, 1, 1], but 'conv2.weight' is Float32 [1000, 512, 1, 1]; 'classifier.1.bias' is Float32 [7], but 'conv2.bias' is Float32 [1000]: give a file of the same architecture and classes, or load what fits by Strict = false",
            refused.Message);
    }

    [Fact]
    public void InspectSaysWhatAFileOfPyTorchIs()
    {
        string path = _folder.Of("torch.safetensors");
        using (Network saved = Zoo.Catalog.Find("resnet20-cifar10")!.Create(seed: 1))
            saved.SaveTorch(path);

        ProgramRun run = ProgramRun.In(_folder, "inspect", path, "--json");
        Assert.Equal("resnet20-cifar10", run.Json.GetProperty("fits").EnumerateArray().First().GetString());
        Assert.Contains(run.Json.GetProperty("tensors").EnumerateArray(), tensor => tensor.GetProperty("name").GetString() == "linear1.weight");
        File.WriteAllBytes(path, [.. "PK"u8, 3, 4, .. new byte[100]]);
        ProgramRun.In(_folder, "inspect", path).AssertRefused($"'{path}' is a zip archive, as torch.save writes it, but a safetensors file was expected; in Python load it and call safetensors.torch.save_file(model.state_dict(), path)");
    }
}
