using System.Text.Json.Nodes;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// Files with PyTorch's names: what fits is loaded to the bit, what does not is named, and nothing has changed unless all
/// fits or the caller said so.
/// </summary>
public sealed class TorchWeightsTests : IDisposable
{
    /// <summary>What torchvision would call the layers of ResNet18Twin, which has two stages of its four.</summary>
    private const string Names =
        "conv1 bn1 layer1.{0,1}.{conv1,bn1,conv2,bn2} layer2.{0.{conv1,bn1,conv2,bn2,downsample.{0,1}},1.{conv1,bn1,conv2,bn2}} fc";

    private readonly ModelCase _model = ModelCases.Of("ResNet18Twin");
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> ModelNames => ModelCases.Names;

    private string Path => _folder.At("torch");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void EveryModelComesBackByItsOwnNames(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using Network saved = model.Create().Randomized(seed: 1);
        saved.SaveTorch(Path);
        using Network loaded = model.Create().Randomized(seed: 2);
        TorchResult result = model.LoadTorch(loaded, Path);
        Assert.Empty(Bits.Differences(Bits.Of(saved), Bits.Of(loaded)));
        Assert.Equal((0, 0, 0), (result.Missing.Length, result.LeftOver.Length, result.Differences.Length));
        Assert.Empty(loaded.LoadWarnings);
    }

    [Fact]
    public void GivenNamesAreWrittenAndRead()
    {
        using Network saved = Saved(Names);
        JsonObject header = SafetensorsText.Read(File.ReadAllBytes(Path)).Header;
        Assert.Equal("[8,6,1,1]", header["layer2.0.downsample.0.weight"]!["shape"]!.ToJsonString());
        Assert.Equal("""{"format":"pt","norm_epsilon":"1E-05"}""", header["__metadata__"]!.ToJsonString());
        using Network loaded = _model.Create().Randomized(seed: 2);
        TorchResult result = _model.LoadTorch(loaded, Path, new TorchOptions { Names = Names });
        Assert.Empty(Bits.Differences(Bits.Of(saved), Bits.Of(loaded)));
        Assert.Equal($"{result.Loaded.Length} tensors by the given names; 0 missing, 0 left over", result.ToString());
        Assert.Contains(new TorchPair("block3_shortcut.weight", "layer2.0.downsample.0.weight"), result.Loaded);
    }

    /// <summary>Written in the network's order, and sorted letter by letter as Python does.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UnknownNamesAreReadByOrderAndShapeWithAWarning(bool sorted)
    {
        using Network saved = Saved(Names);
        if (sorted)
        {
            Rewrite(tensors => [.. tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal)]);
        }

        using Network loaded = _model.Create().Randomized(seed: 2);
        Assert.Equal("order and shape", _model.LoadTorch(loaded, Path).Names);
        Assert.Empty(Bits.Differences(Bits.Of(saved), Bits.Of(loaded)));
        Assert.Equal(
            $"'{Path}' has names that are not known, so that its tensors were given to 'ResNet18Twin' by order and shape: if layers of the same shape stand in another order there, its answers are wrong; compare them, or say by Names what the file calls the layers",
            Assert.Single(loaded.LoadWarnings));
    }

    [Fact]
    public void EveryDifferenceIsNamedAndNothingHasChanged()
    {
        using Network saved = Saved(null);
        Rewrite(tensors =>
        [
            .. tensors.Where(tensor => tensor.Name != "block1_conv2.weight")
                .Select(tensor => tensor.Name == "linear1.bias" ? tensor with { Shape = "[1,5]" } : tensor),
            new("head.weight", "F32", "[1]", [0, 0, 0, 0]),
        ]);
        using Network loaded = _model.Create().Randomized(seed: 2);
        Dictionary<string, byte[]> before = Bits.Of(loaded);
        string[] differences =
        [
            "'block1_conv2.weight' for 'block1_conv2.weight' is missing",
            "'linear1.bias' is Float32 [1, 5], but 'linear1.bias' is Float32 [5]",
            "'head.weight' is left over",
        ];
        Refusal.OfFile(
            $"'{Path}' does not fit 'ResNet18Twin' by the network's own names: {string.Join("; ", differences)}: give a file of the same architecture and classes, or load what fits by Strict = false",
            () => _model.LoadTorch(loaded, Path));
        Assert.Empty(Bits.Differences(before, Bits.Of(loaded)));

        TorchResult result = _model.LoadTorch(loaded, Path, new TorchOptions { Strict = false });
        Assert.Equal(differences, result.Differences.ToArray());
        Assert.Equal(["block1_conv2.weight", "linear1.bias"], result.Missing.ToArray());
        Assert.Equal(["head.weight"], result.LeftOver.ToArray());
        Assert.Equal(["block1_conv2.weight", "linear1.bias"], Bits.Differences(Bits.Of(saved), Bits.Of(loaded)));
        Assert.Equal(before["linear1.bias"], Bits.Of(loaded)["linear1.bias"]);
    }

    [Fact]
    public void OneLayerTooManyOfAShapeIsNotGuessedAt()
    {
        using Network saved = Saved(Names);
        Rewrite(tensors => [.. tensors, tensors.First(tensor => tensor.Name == "layer1.0.conv1.weight") with { Name = "layer3.0.conv1.weight" }]);
        using Network loaded = _model.Create().Randomized(seed: 2);
        ModelFileException refused = Assert.Throws<ModelFileException>(() => _model.LoadTorch(loaded, Path));
        Assert.StartsWith($"'{Path}' does not fit 'ResNet18Twin' by order and shape: 4 of its layers have weight [6, 6, 3, 3], the first 'block1_conv1', but 5 of the file; 'layer1.0.conv1.weight' is left over; ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileOfNothingThatFits()
    {
        using (Network other = ModelCases.Of("LinearOnly").Create())
        {
            other.SaveTorch(Path, names: "a");
        }

        using Network loaded = _model.Create().Randomized(seed: 2);
        Refusal.OfFile(
            $"'{Path}' has no tensor that fits 'ResNet18Twin'; give a file of the same architecture, or say by Names what it calls the layers",
            () => _model.LoadTorch(loaded, Path, new TorchOptions { Strict = false }));
    }

    /// <summary>Wrappers put a word before every name, and old versions of PyTorch counted no batches.</summary>
    [Fact]
    public void APrefixAndMissingCountersAreNoDifference()
    {
        using Network saved = Saved(null);
        Rewrite(tensors => [.. tensors.Where(tensor => tensor.Type != "I64").Select(tensor => tensor with { Name = "module." + tensor.Name })]);
        using Network loaded = _model.Create(seed: 2);
        TorchResult result = _model.LoadTorch(loaded, Path);
        Assert.Empty(result.Differences);
        Assert.All(Bits.Differences(Bits.Of(saved), Bits.Of(loaded)), name => Assert.EndsWith(".num_batches_tracked", name, StringComparison.Ordinal));
    }

    [Fact]
    public void HalvesAreWidenedExactlyAndDoublesAreNotRounded()
    {
        using Network saved = Saved(null);
        Rewrite(tensors => [.. tensors.Select(tensor => tensor.Type == "F32" ? tensor with { Type = "BF16", Data = UpperHalves(tensor.Data) } : tensor)]);
        using Network loaded = _model.Create(seed: 2);
        _model.LoadTorch(loaded, Path);
        Dictionary<string, byte[]> bits = Bits.Of(loaded);
        Assert.All(Bits.Of(saved).Where(entry => !entry.Key.EndsWith("tracked", StringComparison.Ordinal)), entry => Assert.Equal(UpperHalves(entry.Value), UpperHalves(bits[entry.Key])));
        Assert.All(bits["linear1.bias"].Where((_, index) => index % 4 < 2), value => Assert.Equal(0, value));

        using Network doubles = _model.Create(seed: 3).InDoubles();
        doubles.SaveTorch(Path);
        Assert.Contains("'conv1.weight' is Float64 [6, 3, 7, 7], but 'conv1.weight' is Float32 [6, 3, 7, 7]", Assert.Throws<ModelFileException>(() => _model.LoadTorch(loaded, Path)).Message, StringComparison.Ordinal);

        static byte[] UpperHalves(byte[] floats) => [.. floats.Where((_, index) => index % 4 >= 2)];
    }

    [Fact]
    public void AnArchiveOfTorchSaveIsNamed()
    {
        File.WriteAllBytes(Path, [.. "PK"u8, 3, 4, .. new byte[200]]);
        using Network loaded = _model.Create(seed: 2);
        Refusal.OfFile(
            $"'{Path}' is a zip archive, as torch.save writes it, but a safetensors file was expected; in Python load it and call safetensors.torch.save_file(model.state_dict(), path)",
            () => _model.LoadTorch(loaded, Path));
    }

    [Theory]
    [InlineData("conv1 bn1", "'ResNet18Twin' has 21 layers with weights, from 'conv1' to 'linear1', but 2 names were given; give one for each, in declared order")]
    [InlineData("a{0..19} a1", "the name 'a1' was given to more than one layer of 'ResNet18Twin'; give each its own")]
    [InlineData("layer{1..2", "the list of names 'layer{1..2' has a brace that is opened, but not closed, or the reverse; blanks end a name, in braces, too; write names with blanks between, and alternatives as {a,b} or {0..3}")]
    [InlineData("layer}", "the list of names 'layer}' has a brace that is closed, but not opened; write names with blanks between, and alternatives as {a,b} or {0..3}")]
    [InlineData("a{3..1}", "the list of names 'a{3..1}' has the range '3..1', which is not one of whole numbers in rising order; write names with blanks between, and alternatives as {a,b} or {0..3}")]
    [InlineData("a{0..9999}{0..9999}", "the list of names 'a{0..9999}{0..9999}' expands to more than 10000 names; write names with blanks between, and alternatives as {a,b} or {0..3}")]
    public void NamesThatCannotBe(string names, string sentence)
    {
        using Network network = _model.Create();
        Refusal.OfArgument<ArgumentException>("names", sentence, () => network.SaveTorch(Path, names));
        Assert.Empty(_folder.Files);
    }

    [Theory]
    [InlineData("a b", "a b")]
    [InlineData("layer{1..2}.{0,1}.w", "layer1.0.w layer1.1.w layer2.0.w layer2.1.w")]
    [InlineData("x{a,b{1,2}.c}y", "xay xb1.cy xb2.cy")]
    [InlineData("b{8..11}", "b8 b9 b10 b11")]
    [InlineData(" {conv,bn~} \n fc ", "conv bn~ fc")]
    public void BracesExpandAsInAShell(string text, string names) => Assert.Equal(names.Split(' '), BraceText.Expand(text));

    [Theory]
    [InlineData("features.2.weight", "features.10.weight")]
    [InlineData("bn1.weight", "conv1.weight")]
    [InlineData("layer1.9", "layer1.10.a")]
    [InlineData("a1", "a01")]
    [InlineData("a", "a.b")]
    public void NumbersInNamesAreComparedAsNumbers(string first, string second)
    {
        Assert.True(FileOrder.Compare(first, second) < 0 == string.CompareOrdinal(first, second) < 0 || first.Any(char.IsAsciiDigit));
        Assert.Equal(-Math.Sign(FileOrder.Compare(second, first)), Math.Sign(FileOrder.Compare(first, second)));
        Assert.True(FileOrder.Compare(first, second) < 0 || first == "a1");
    }

    [Fact]
    public void AModelInTrainingIsNotOverwritten()
    {
        using Network saved = Saved(null);
        using Network model = _model.Create(seed: 2);
        using TrainingCase training = _model.BeginTraining(model, 4);
        Assert.Throws<InvalidOperationException>(() => _model.LoadTorch(model, Path));
    }

    private Network Saved(string? names)
    {
        Network saved = _model.Create().Randomized(seed: 1);
        saved.SaveTorch(Path, names);
        return saved;
    }

    private void Rewrite(Func<IReadOnlyList<Part>, IReadOnlyList<Part>> change)
    {
        SafetensorsText text = SafetensorsText.Read(File.ReadAllBytes(Path));
        Part[] tensors =
        [
            .. text.Header.Where(entry => entry.Key != "__metadata__").Select(entry => new Part(
                entry.Key, (string)entry.Value!["dtype"]!, entry.Value["shape"]!.ToJsonString(), text.Data[(int)entry.Value["data_offsets"]![0]!..(int)entry.Value["data_offsets"]![1]!])),
        ];
        var header = new JsonObject { ["__metadata__"] = new JsonObject { ["format"] = "pt" } };
        List<byte> data = [];
        foreach (Part tensor in change(tensors))
        {
            header[tensor.Name] = new JsonObject { ["dtype"] = tensor.Type, ["shape"] = JsonNode.Parse(tensor.Shape), ["data_offsets"] = new JsonArray(data.Count, data.Count + tensor.Data.Length) };
            data.AddRange(tensor.Data);
        }

        File.WriteAllBytes(Path, SafetensorsText.Write(System.Text.Encoding.UTF8.GetBytes(header.ToJsonString()), [.. data]));
    }

    private sealed record Part(string Name, string Type, string Shape, byte[] Data);
}
