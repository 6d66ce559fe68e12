using System.Text.Json.Nodes;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// Files that are missing or of another network: each is refused in a sentence that says what is wrong, and nothing in
/// the model has changed.
/// </summary>
public sealed class FileRefusalTests : IDisposable
{
    private readonly SavedNetworks _saved = new();

    private string Target => _saved.Target;

    public void Dispose() => _saved.Dispose();

    [Fact]
    public void AnotherPrecisionIsRefusedByName()
    {
        using var folder = new TemporaryFolder();
        using Network wide = _saved.Model.Create().Randomized(seed: 1);
        TorchSharp.ModuleExtensionMethods.to(wide, TorchSharp.torch.ScalarType.Float64);
        _saved.Model.Save(wide, folder.At("wide"));
        using Network narrow = _saved.Model.Create(seed: 2);
        Dictionary<string, byte[]> before = Bits.Of(narrow);
        Refusal.OfFile(
            $"'{folder.At("wide")}' has 'conv1.weight' as Float64 [6, 1, 3, 3], but 'NormedHead' expects Float32 [6, 1, 3, 3]",
            () => _saved.Model.Load(narrow, folder.At("wide")));
        Assert.Empty(Bits.Differences(before, Bits.Of(narrow)));

        _saved.Model.Save(narrow, folder.At("narrow"));
        Refusal.OfFile(
            $"'{folder.At("narrow")}' has 'conv1.weight' as Float32 [6, 1, 3, 3], but 'NormedHead' expects Float64 [6, 1, 3, 3]",
            () => _saved.Model.Load(wide, folder.At("narrow")));
    }

    [Fact]
    public void AMissingFile()
    {
        string sentence = $"'{Target}' does not exist; give the path of a file that Save wrote";
        Refusal.OfFile(sentence, _saved.LoadFull);
        Refusal.OfFile(sentence, () => _saved.LoadCompact());
        string path = Path.Combine(Target, "no", "folder");
        Refusal.OfFile($"'{path}' does not exist; give the path of a file that Save wrote", () => _saved.Model.LoadCompact(path));
    }

    [Fact]
    public void AFolder()
    {
        Directory.CreateDirectory(Target);
        Assert.StartsWith($"'{Target}' could not be read: ", Assert.Throws<ModelFileException>(() => _saved.LoadCompact()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfAnotherModel()
    {
        ModelCase other = ModelCases.Of("LinearOnly");
        using Network full = other.Create();
        other.Save(full, Target);
        string sentence = $"'{Target}' has the model 'LinearOnly', but 'NormedHead' was expected; load it as the model that wrote it, or, if that has this name now, add FormerNames = [\"LinearOnly\"] to its [CompactModel]";
        Refusal.OfFile(sentence, _saved.LoadFull);
        Refusal.OfFile(sentence, () => _saved.LoadCompact());
    }

    [Fact]
    public void OfTheOtherNetwork()
    {
        File.WriteAllBytes(Target, _saved.CompactFile);
        Refusal.OfFile($"'{Target}' has the network 'compact', but 'full' was expected; load it as the model that wrote it", _saved.LoadFull);
        File.WriteAllBytes(Target, _saved.FullFile);
        Refusal.OfFile($"'{Target}' has the network 'full', but 'compact' was expected; load it as the model that wrote it", () => _saved.LoadCompact());
    }

    public static TheoryData<string, string?, string> Metadata => new()
    {
        { "compactcnn", null, "has no texts of CompactCnn's, so that another program wrote it; where that saved a file of CompactCnn again, have it keep the texts (in Python save_file(tensors, path, metadata=safe_open(...).metadata())), else save the network again; weights of PyTorch's are read by LoadTorch" },
        { "compactcnn", "4", "has version '4' of CompactCnn's texts, but 1 to 3 are read here; load it with the version of the library that wrote it" },
        { "class", "Other.NormedHead", "has the model 'Other.NormedHead', but 'CompactCnn.Models.NormedHead' was expected; load it as the model that wrote it, or, if that has this name now, add FormerNames = [\"Other.NormedHead\"] to its [CompactModel]" },
        { "operations", null, "has no operations; save the network again" },
        { "operations", "[1]", "has operations that are no list of texts; save the network again" },
        { "operations", "[null]", "has operations that are no list of texts; save the network again" },
        { "operations", "[]", "is of another declaration of 'NormedHead': it has nothing more where the declaration has 'Conv1: convolution, kernel 3, stride 1, padding 1, dilation 1, groups 1 of the image, gives 6 of group Conv1 x 8 x 8'; load it with the declaration that wrote it, or train the changed one" },
        { "model", null, "has no model, but 'NormedHead' was expected; load it as the model that wrote it" },
        { "network", null, "has no network, but 'compact' was expected; load it as the model that wrote it" },
        { "network", "half", "has the network 'half', but 'compact' was expected; load it as the model that wrote it" },
        { "widths", null, "has no widths; save the network again" },
        { "widths", "[]", "does not fit 'NormedHead': 'NormedHead' has 4 channel groups, but 0 widths were given; give one for each group" },
        { "widths", "[2,3,3]", "does not fit 'NormedHead': 'NormedHead' has 4 channel groups, but 3 widths were given; give one for each group" },
        { "widths", "[2,3,3,0]", "does not fit 'NormedHead': group 3 'Linear2' has 1 to 12 channels, but a width of 0 was given" },
        { "widths", "[2,3,99,2]", "does not fit 'NormedHead': group 2 'Linear1' has 1 to 14 channels, but a width of 99 was given" },
        { "widths", "two", "has widths that are no list of numbers; save the network again" },
        { "widths", "null", "has widths that are no list of numbers; save the network again" },
        { "input", null, "has no input; save the network again" },
        { "input", "[1,8]", "has input that is no list of three numbers above 0; save the network again" },
        { "input", "[0,8,8]", "has input that is no list of three numbers above 0; save the network again" },
        { "input", "[1,8,9]", "does not fit 'NormedHead': it takes images of 1x8x8, but the file is of a network for 1x8x9" },
        { "outputs", "0", "has outputs that are no whole number of 1 to 16777216; save the network again" },
        { "norm_epsilon", null, "has no norm_epsilon; save the network again" },
        { "norm_epsilon", "little", "has norm_epsilon that is no number; save the network again" },
        { "norm_epsilon", "0.001", "does not fit 'NormedHead': its norms add 1E-05 to the variance, but the file is of a network that adds 0.001" },
        { "parameters", "-1", "has parameters that are no whole number of 0 or more; save the network again" },
        { "macs", null, "has no macs; save the network again" },
        { "macs", "1", "is of a network of {0} parameters and 1 MACs, but 'NormedHead' has {0} and {1}; load it as the declaration that wrote it" },
        { "keep", "[[0,1],[0,1,2],[3],null]", "has keep that is no list of lists of numbers; save the network again" },
        { "keep", "[[0,1]]", "does not fit 'NormedHead': 'NormedHead' has 4 channel groups, but the keep-list has 1; give one array of channel indices for each group" },
        { "keep", "[[0,1],[0,1,2],[3,4,5],[0,12]]", "does not fit 'NormedHead': group 3 'Linear2' has channels 0 to 11, but the keep-list names channel 12" },
        { "keep", "[[0,1],[0,1,2],[3,4,5],[0]]", "does not fit 'NormedHead': its keep-list has widths of 2, 3, 3, 1, but the file has widths of 2, 3, 3, 2" },
        { "classes", "[\"a\"]", "has no mean; save the network again" },
        { "widths", "[2,4,3,2]", "has 'conv2.weight' as Float32 [3, 2, 3, 3], but 'NormedHead' expects Float32 [4, 2, 3, 3]" },
    };

    [Theory]
    [MemberData(nameof(Metadata))]
    public void MetadataThatDoNotFit(string key, string? value, string sentence)
    {
        _saved.Write(_saved.CompactFile, text =>
        {
            if (value is null)
            {
                text.Metadata.Remove(key);
            }
            else
            {
                text.Metadata[key] = value;
            }
        });
        CostTable cost = _saved.Model.CostOfWidths([2, 3, 3, 2]);
        string expected = sentence.Replace("{0}", $"{cost.Parameters}", StringComparison.Ordinal).Replace("{1}", $"{cost.Macs}", StringComparison.Ordinal);
        Refusal.OfFile($"'{Target}' {expected}", () => _saved.LoadCompact());
    }

    [Theory]
    [InlineData("[\"a\"]", "[0.5]", "[0]", "has classes, mean or deviation that cannot be; save the network again")]
    [InlineData("[\"a\"]", "[0.5,0.5]", "[1]", "has classes, mean or deviation that cannot be; save the network again")]
    [InlineData("[]", "[0.5]", "[1]", "has classes, mean or deviation that cannot be; save the network again")]
    [InlineData("[null]", "[0.5]", "[1]", "has classes, mean or deviation that cannot be; save the network again")]
    [InlineData("[1]", "[0.5]", "[1]", "has classes that are no list of texts; save the network again")]
    [InlineData("[\"a\"]", "[0.5,0.5]", "[1,1]", "does not fit 'NormedHead': 'NormedHead' takes images of 1 channels, but mean and deviation have 2")]
    [InlineData("[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]", "[0.5]", "[1]", "does not fit 'NormedHead': 'NormedHead' tells 5 classes apart, but 6 are named")]
    public void UsageThatDoesNotFit(string classes, string mean, string deviation, string sentence)
    {
        _saved.Write(_saved.CompactFile, text =>
        {
            text.Metadata["classes"] = classes;
            text.Metadata["mean"] = mean;
            text.Metadata["deviation"] = deviation;
        });
        Refusal.OfFile($"'{Target}' {sentence}", () => _saved.LoadCompact());
    }

    [Fact]
    public void WidthsOfAFullModelThatAreNotItsOwn()
    {
        _saved.Write(_saved.FullFile, text => text.Metadata["widths"] = "[6,8,14,11]");
        Refusal.OfFile($"'{Target}' does not fit 'NormedHead': it has widths of 6, 8, 14, 12, but the file has 6, 8, 14, 11", _saved.LoadFull);
    }

    [Fact]
    public void DoublesForAModelOfFloats()
    {
        using Network doubles = _saved.Model.Create().InDoubles();
        _saved.Model.Save(doubles, Target);
        Refusal.OfFile($"'{Target}' has 'conv1.weight' as Float64 [6, 1, 3, 3], but 'NormedHead' expects Float32 [6, 1, 3, 3]", _saved.LoadFull);
    }

    [Fact]
    public void FloatsAmongDoubles()
    {
        using CompactNetwork doubles = _saved.Model.CreateCompact([2, 3, 3, 2]).InDoubles();
        doubles.Save(Target);
        byte[] file = File.ReadAllBytes(Target);
        _saved.Write(file, text =>
        {
            // The last tensor takes half of its bytes; nothing else is wrong.
            JsonNode entry = text.Header["linear3.bias"]!;
            long begin = (long)entry["data_offsets"]![0]!;
            entry["dtype"] = "F32";
            entry["data_offsets"] = JsonNode.Parse($"[{begin},{begin + 20}]");
            text.Data = text.Data[..(int)(begin + 20)];
        });
        Refusal.OfFile($"'{Target}' has 'linear3.bias' as Float32 [5], but 'NormedHead' expects Float64 [5]", () => _saved.LoadCompact());
    }

    [Fact]
    public void ATensorTooFew()
    {
        _saved.Write(_saved.FullFile, text =>
        {
            // The last one, with its data, so that nothing else is wrong.
            int size = (int)(long)text.Header["linear3.bias"]!["data_offsets"]![1]! - (int)(long)text.Header["linear3.bias"]!["data_offsets"]![0]!;
            text.Header.Remove("linear3.bias");
            text.Data = text.Data[..^size];
        });
        Refusal.OfFile($"'{Target}' lacks 'linear3.bias' of 'NormedHead'; save the network again", _saved.LoadFull);
    }

    [Fact]
    public void ATensorTooMany()
    {
        _saved.Write(_saved.FullFile, text =>
        {
            text.Header["more.weight"] = JsonNode.Parse($$"""{"dtype":"F32","shape":[1],"data_offsets":[{{text.Data.Length}},{{text.Data.Length + 4}}]}""");
            text.Data = [.. text.Data, 1, 2, 3, 4];
        });
        Refusal.OfFile($"'{Target}' has 'more.weight', which 'NormedHead' does not; load it as the model that wrote it", _saved.LoadFull);
    }

    [Fact]
    public void ATensorOfAnotherShape()
    {
        _saved.Write(_saved.FullFile, text => text.Header["conv1.weight"]!["shape"] = JsonNode.Parse("[1,6,3,3]"));
        Refusal.OfFile($"'{Target}' has 'conv1.weight' as Float32 [1, 6, 3, 3], but 'NormedHead' expects Float32 [6, 1, 3, 3]", _saved.LoadFull);
    }

    [Fact]
    public void ACounterThatIsNoWholeNumber()
    {
        _saved.Write(_saved.FullFile, text => text.Header["conv1_norm.num_batches_tracked"]!["dtype"] = "F64");
        Refusal.OfFile($"'{Target}' has 'conv1_norm.num_batches_tracked' as Float64 [], but 'NormedHead' expects Int64 []", _saved.LoadFull);
    }
}
