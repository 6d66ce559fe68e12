using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>What is saved comes back to the bit, and a file is there as a whole or not at all.</summary>
public class PersistenceTests
{
    public static TheoryData<string> ModelNames => ModelCases.Names;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void ACompactNetworkComesBackFromItsFileAlone(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using var folder = new TemporaryFolder();
        foreach (KeepCase test in RandomKeep.Cases(model, count: 5))
        {
            using Network full = model.Create().Randomized(test.Seed);
            using CompactNetwork saved = model.ToCompact(full, test.Keep);
            saved.Save(folder.At("network.safetensors"));
            using CompactNetwork loaded = model.LoadCompact(folder.At("network.safetensors"));
            Assert.Equal(saved.Widths, loaded.Widths);
            Assert.Empty(Bits.Differences(Bits.Of(saved), Bits.Of(loaded)));
            Assert.False(loaded.training);

            saved.eval();
            using Tensor images = Batches.Images(model.Graph, test.Seed, type: ScalarType.Float32);
            using Tensor expected = saved.forward(images);
            using Tensor actual = loaded.forward(images);
            TensorAssert.SameBits(expected, actual, $"{test}");
            Assert.Equal(["network.safetensors"], folder.Files);
        }
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void AFullModelComesBack(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using var folder = new TemporaryFolder();
        using Network saved = model.Create().Randomized(seed: 1);
        model.Save(saved, folder.At("model"));
        using Network loaded = model.Create().Randomized(seed: 2);
        model.Load(loaded, folder.At("model"));
        Assert.Empty(Bits.Differences(Bits.Of(saved), Bits.Of(loaded)));
    }

    [Fact]
    public void ALoadedNetworkCanBeTrained()
    {
        ModelCase model = ModelCases.Of("NormedHead");
        using var folder = new TemporaryFolder();
        using TrainingData data = SyntheticData.For(model.Graph, 64, seed: 1);
        using CompactNetwork network = model.CreateCompact([3, 4, 5, 6], seed: 1);
        network.FineTune(data, new FineTuneOptions { Epochs = 1, BatchSize = 16 });
        network.Save(folder.At("tuned"));
        using CompactNetwork loaded = model.LoadCompact(folder.At("tuned"));
        Assert.Equal(network.Evaluate(data), loaded.Evaluate(data));
        network.FineTune(data, new FineTuneOptions { Epochs = 1, BatchSize = 16 });
        loaded.FineTune(data, new FineTuneOptions { Epochs = 1, BatchSize = 16 });
        Assert.Empty(Bits.Differences(Bits.Of(network), Bits.Of(loaded)));
    }

    [Fact]
    public void DoublesComeBackAsDoubles()
    {
        ModelCase model = ModelCases.Of("NormedHead");
        using var folder = new TemporaryFolder();
        using CompactNetwork saved = model.CreateCompact([3, 4, 5, 6], seed: 1).InDoubles();
        saved.Save(folder.At("doubles"));
        using CompactNetwork loaded = model.LoadCompact(folder.At("doubles"));
        Assert.Empty(Bits.Differences(Bits.Of(saved), Bits.Of(loaded)));
    }

    [Fact]
    public void AnExistingFileIsReplaced()
    {
        ModelCase model = ModelCases.Of("LinearOnly");
        using var folder = new TemporaryFolder();
        string path = folder.Write("network", new byte[100_000]);
        using CompactNetwork network = model.CreateCompact([], seed: 1);
        network.Save(path);
        using CompactNetwork loaded = model.LoadCompact(path);
        Assert.Empty(Bits.Differences(Bits.Of(network), Bits.Of(loaded)));
        Assert.Equal(["network"], folder.Files);
    }

    /// <summary>The layout that every reader of the format expects.</summary>
    [Fact]
    public void TheFileIsSafetensors()
    {
        ModelCase model = ModelCases.Of("NormedHead");
        using var folder = new TemporaryFolder();
        using CompactNetwork network = model.CreateCompact([3, 4, 5, 6], seed: 1);
        network.Save(folder.At("network"));
        byte[] file = File.ReadAllBytes(folder.At("network"));
        Assert.Equal(0, SafetensorsText.DataStart(file) % 8);
        SafetensorsText text = SafetensorsText.Read(file);
        Assert.Equal("NormedHead", (string?)text.Metadata["model"]);
        Assert.Equal("compact", (string?)text.Metadata["network"]);
        Assert.Equal("[3,4,5,6]", (string?)text.Metadata["widths"]);
        Assert.Equal("""{"dtype":"I64","shape":[],"data_offsets":[0,8]}""", text.Header["conv1_norm.num_batches_tracked"]!.ToJsonString());
        Assert.Equal("""{"dtype":"F32","shape":[3,1,3,3],"data_offsets":[40,148]}""", text.Header["conv1.weight"]!.ToJsonString());
        Assert.Equal(Bits.Of(network)["conv1.weight"], text.Data[40..148]);
    }

    [Fact]
    public void WhereNothingCanBeWrittenNothingIsLeftBehind()
    {
        ModelCase model = ModelCases.Of("LinearOnly");
        using var folder = new TemporaryFolder();
        using CompactNetwork network = model.CreateCompact([], seed: 1);

        // A folder lies where the file shall be: writing aside succeeds, the renaming fails.
        Directory.CreateDirectory(folder.At("taken"));
        Assert.StartsWith($"'{folder.At("taken")}' could not be written: ", Assert.Throws<ModelFileException>(() => network.Save(folder.At("taken"))).Message, StringComparison.Ordinal);
        Assert.Empty(folder.Files);

        string missing = Path.Combine(folder.At("missing"), "network");
        Assert.StartsWith($"'{missing}' could not be written: ", Assert.Throws<ModelFileException>(() => network.Save(missing)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.At("missing")));

        // A file system that takes no files, even of root.
        if (Directory.Exists("/proc"))
        {
            Assert.Throws<ModelFileException>(() => network.Save("/proc/network"));
        }
    }

    [Fact]
    public void PathsThatAreNone()
    {
        ModelCase model = ModelCases.Of("LinearOnly");
        using Network full = model.Create();
        using CompactNetwork network = model.CreateCompact([], seed: 1);
        foreach (string path in new[] { "", null! })
        {
            Assert.Equal("path", Assert.ThrowsAny<ArgumentException>(() => network.Save(path)).ParamName);
            Assert.Equal("path", Assert.ThrowsAny<ArgumentException>(() => model.Save(full, path)).ParamName);
            Assert.Equal("path", Assert.ThrowsAny<ArgumentException>(() => model.LoadCompact(path)).ParamName);
            Assert.Equal("path", Assert.ThrowsAny<ArgumentException>(() => model.Load(full, path)).ParamName);
        }
    }

    [Fact]
    public void ATypeThatTheFormatDoesNotHoldIsRefused()
    {
        ModelCase model = ModelCases.Of("LinearOnly");
        using var folder = new TemporaryFolder();
        using CompactNetwork network = model.CreateCompact([], seed: 1);
        TorchSharp.ModuleExtensionMethods.to(network, ScalarType.BFloat16);
        Refusal.OfFile($"'{folder.At("network")}' could not be written: 'linear1.weight' is BFloat16, but F32, F64, I64, U8 are known", () => network.Save(folder.At("network")));
        Assert.Empty(folder.Files);
    }
}
