using static TorchSharp.torch;

namespace CompactCnn.Fuzzing;

/// <summary>
/// The files that the library itself writes. Its checksum would refuse every damaged one: what it says of itself is read
/// before that is compared, and a checkpoint is given a right one.
/// </summary>
internal static class RuntimeFormats
{
    private static readonly string Damaged = Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"compactcnn-damaged-{Environment.ProcessId}"));
    private static readonly string Mended = Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"compactcnn-mended-{Environment.ProcessId}"));

    public static IReadOnlyList<FuzzedFormat> All { get; } =
    [
        new("network", () => [Written(Manifest())], file => Guarded(file, ReadNetwork)),
        new("checkpoint", () => [Written(Record())], file => Guarded(file, ReadCheckpoint)),
    ];

    private static void ReadNetwork()
    {
        _ = NetworkManifest.Read(Damaged);
        using SafetensorsReader reader = SafetensorsReader.Open(Damaged);
        foreach ((_, Tensor value) in Tensors(reader))
            value.Dispose();

        reader.CheckContent();
    }

    private static void ReadCheckpoint()
    {
        using (SafetensorsReader reader = SafetensorsReader.Open(Damaged))
        {
            List<(string Name, Tensor Value)> tensors = [.. Tensors(reader)];
            SafetensorsWriter.Write(Mended, reader.Metadata.Where(pair => pair.Key != ContentHash.Key).ToDictionary(), tensors);
            tensors.ForEach(tensor => tensor.Value.Dispose());
        }

        _ = Checkpoint.Open(Mended).Warnings;
    }

    private static IEnumerable<(string Name, Tensor Value)> Tensors(SafetensorsReader reader)
    {
        // Those of no bytes may say any shape; a network or a run compares it with its own before it is believed.
        foreach (SafetensorsEntry entry in reader.Entries.Values.Where(entry => entry.Begin < entry.End))
        {
            Tensor tensor = empty(entry.Shape, entry.Type, CPU);
            reader.ReadInto(entry, tensor);
            yield return (entry.Name, tensor);
        }
    }

    private static byte[] Written(IReadOnlyDictionary<string, string> texts)
    {
        using Tensor weight = ones([2, 3], ScalarType.Float32);
        using Tensor count = ones([], ScalarType.Int64);
        SafetensorsWriter.Write(Mended, texts, [("weight", weight), ("count", count)]);
        return File.ReadAllBytes(Mended);
    }

    private static Dictionary<string, string> Manifest() => ManifestText.Of(new NetworkManifest
    {
        Model = "M",
        IsCompact = true,
        Input = new FeatureShape(3, 8, 8),
        Widths = [2],
        Keep = [[0, 1]],
        Usage = new NetworkUsage(["a", "b"], [0, 0, 0], [1, 1, 1]),
        Operations = ["Conv1: convolution"],
        Parameters = 6,
        Macs = 6,
    });

    private static Dictionary<string, string> Record() => new()
    {
        [ManifestText.Key] = ManifestText.Version,
        ["network"] = Checkpoint.Kind,
        ["model"] = "M",
        ["phase"] = RunRecord.Training,
        ["declaration"] = """["Conv1: convolution"]""",
        ["settings"] = """{"Epochs":"1"}""",
        ["environment"] = """{"threads":"1"}""",
        ["step"] = "1",
        ["steps"] = "2",
        ["epoch"] = "0",
    };

    private static void Guarded(byte[] file, Action read)
    {
        File.WriteAllBytes(Damaged, file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string? refusal = null;
        try
        {
            read();
        }
        catch (Exception exception) when (exception is ModelFileException or CheckpointException)
        {
            refusal = exception.Message;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= (512 << 10) + (64L * file.Length), $"{allocated} bytes were allocated for a file of {file.Length}: {refusal}");
        if (refusal is not null)
        {
            Assert.StartsWith("'", refusal, StringComparison.Ordinal);
            Assert.DoesNotContain(refusal, char.IsControl);
            Assert.InRange(refusal.Length, 20, 1_000);
        }
    }
}
