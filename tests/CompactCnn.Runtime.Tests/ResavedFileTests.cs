using System.Text.Json.Nodes;

namespace CompactCnn.Runtime.Tests;

/// <summary>Files that another program saved again, and files of versions before.</summary>
public sealed class ResavedFileTests : IDisposable
{
    private readonly SavedNetworks _saved = new();

    public void Dispose() => _saved.Dispose();

    /// <summary>What Python's safetensors does: the same tensors and texts, the tensors in another order.</summary>
    [Fact]
    public void TheSameInAnotherOrderLoads()
    {
        _saved.Write(_saved.CompactFile, Reorder);
        Assert.NotEqual(_saved.CompactFile, File.ReadAllBytes(_saved.Target));
        using CompactNetwork network = _saved.LoadCompact();
        byte[] before = File.ReadAllBytes(_saved.Target);
        network.Save(_saved.Target);
        Assert.NotEqual(before, File.ReadAllBytes(_saved.Target));
        Assert.Equal(_saved.CompactFile, File.ReadAllBytes(_saved.Target));
        _saved.Write(_saved.FullFile, Reorder);
        _saved.LoadFull();
    }

    [Fact]
    public void AnotherNumberInAnotherOrderIsFound()
    {
        _saved.Write(_saved.CompactFile, text =>
        {
            Reorder(text);
            text.Data[^1] ^= 1;
        });
        Refusal.OfFile($"'{_saved.Target}' is not a readable safetensors file: its content is not what was saved, by its sha256_by_name; save the network again", () => _saved.LoadCompact());
    }

    [Fact]
    public void WithoutTheTextsItIsAnotherProgramsFile()
    {
        _saved.Write(_saved.CompactFile, text => text.Header.Remove("__metadata__"));
        string sentence = $"'{_saved.Target}' has no texts of CompactCnn's, so that another program wrote it; where that saved a file of CompactCnn again, have it keep the texts (in Python save_file(tensors, path, metadata=safe_open(...).metadata())), else save the network again; weights of PyTorch's are read by LoadTorch";
        Refusal.OfFile(sentence, () => _saved.LoadCompact());
        Refusal.OfFile(sentence, () => NetworkManifest.Read(_saved.Target));
    }

    [Fact]
    public void AFileOfBeforeLoadsWithAWarning()
    {
        _saved.Write(_saved.CompactFile, AsBefore);
        using (SafetensorsReader file = SafetensorsReader.Open(_saved.Target))
        {
            string checksum = file.Checksum(ContentHash.KeyByPlace);
            _saved.Write(_saved.CompactFile, text =>
            {
                AsBefore(text);
                text.Metadata["sha256"] = checksum;
            });
        }

        using CompactNetwork network = _saved.LoadCompact();
        Assert.Equal(
            $"'{_saved.Target}' was saved before files recorded the declaration, so that it could not be compared with 'NormedHead': if the layers have changed since, its answers are wrong; save it again with the declaration that trained it",
            Assert.Single(network.LoadWarnings));
        Assert.Null(NetworkManifest.Read(_saved.Target).Operations);

        byte[] damaged = File.ReadAllBytes(_saved.Target);
        damaged[^1] ^= 1;
        File.WriteAllBytes(_saved.Target, damaged);
        Refusal.OfFile($"'{_saved.Target}' is not a readable safetensors file: its content is not what was saved, by its sha256; save the network again", () => _saved.LoadCompact());

        static void AsBefore(SafetensorsText text)
        {
            text.Metadata["format"] = "compactcnn";
            text.Metadata["format_version"] = "1";
            text.Metadata.Remove("compactcnn");
            text.Metadata.Remove("class");
            text.Metadata.Remove("operations");
            text.Metadata.Remove("sha256_by_name");
        }
    }

    /// <summary>Tensors by name from the last to the first, texts from the last to the first.</summary>
    private static void Reorder(SafetensorsText text)
    {
        JsonObject texts = text.Metadata;
        var tensors = text.Header.Where(entry => entry.Key != "__metadata__").OrderByDescending(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => (entry.Key, Value: entry.Value!.DeepClone().AsObject())).ToList();
        var reordered = new JsonObject(texts.Reverse().Select(pair => KeyValuePair.Create(pair.Key, pair.Value!.DeepClone()))!);
        List<byte> data = [];
        text.Header.Clear();
        foreach ((string name, JsonObject entry) in tensors)
        {
            JsonArray offsets = entry["data_offsets"]!.AsArray();
            byte[] bytes = text.Data[(int)offsets[0]!..(int)offsets[1]!];
            entry["data_offsets"] = new JsonArray(data.Count, data.Count + bytes.Length);
            data.AddRange(bytes);
            text.Header[name] = entry;
        }

        text.Header["__metadata__"] = reordered;
        text.Data = [.. data];
    }
}
