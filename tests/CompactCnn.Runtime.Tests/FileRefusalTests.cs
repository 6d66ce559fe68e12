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
        string sentence = $"'{Target}' has the model 'LinearOnly', but 'NormedHead' was expected; load it as the model that wrote it";
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
        { "format", null, "has no format, but 'compactcnn' was expected; load it as the model that wrote it" },
        { "format", "pt", "has the format 'pt', but 'compactcnn' was expected; load it as the model that wrote it" },
        { "format_version", "2", "has the format_version '2', but '1' was expected; load it as the model that wrote it" },
        { "model", null, "has no model, but 'NormedHead' was expected; load it as the model that wrote it" },
        { "widths", null, "does not fit 'NormedHead': 'NormedHead' has 4 channel groups, but 0 widths were given; give one for each group" },
        { "widths", "[2,3,3]", "does not fit 'NormedHead': 'NormedHead' has 4 channel groups, but 3 widths were given; give one for each group" },
        { "widths", "[2,3,3,0]", "does not fit 'NormedHead': group 3 'Linear2' has 1 to 12 channels, but a width of 0 was given" },
        { "widths", "[2,3,99,2]", "does not fit 'NormedHead': group 2 'Linear1' has 1 to 14 channels, but a width of 99 was given" },
        { "widths", "two", "has widths that are no list of numbers; save the network again" },
        { "widths", "null", "does not fit 'NormedHead': 'NormedHead' has 4 channel groups, but 0 widths were given; give one for each group" },
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
        Refusal.OfFile($"'{Target}' {sentence}", () => _saved.LoadCompact());
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
