using System.Globalization;
using System.Text.Json;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Networks as safetensors files: what is written, and what is compared before anything is changed.</summary>
internal static class NetworkFile
{
    private const string Format = "compactcnn";
    private const int Version = 1;

    /// <summary>Writes a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="widths">Channels of each group; null for the full model.</param>
    /// <param name="path">The file.</param>
    public static void Save(Network network, IReadOnlyList<int>? widths, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["format"] = Format,
            ["format_version"] = Version.ToString(CultureInfo.InvariantCulture),
            ["model"] = network.Structure.Name,
            ["network"] = widths is null ? "full" : "compact",
        };
        if (widths is not null)
        {
            metadata["widths"] = JsonSerializer.Serialize(widths);
        }

        SafetensorsWriter.Write(path, metadata, [.. NetworkTensors.Slots(network).Select(slot => (slot.Name, slot.Read()))]);
    }

    /// <summary>Reads the widths of a compact network's file, and refuses every other file.</summary>
    public static int[] CompactWidths(SafetensorsReader reader, ModelGraph graph, string path)
    {
        CheckModel(reader, graph, "compact", path);
        int[]? widths = null;
        if (reader.Metadata.TryGetValue("widths", out string? text))
        {
            try
            {
                widths = JsonSerializer.Deserialize<int[]>(text);
            }
            catch (JsonException exception)
            {
                throw new ModelFileException($"'{path}' has widths that are no list of numbers; save the network again", exception);
            }
        }

        widths ??= [];
        if (KeepList.FaultOfWidths(graph, widths) is { } fault)
        {
            throw new ModelFileException($"'{path}' does not fit '{graph.Name}': {fault}");
        }

        return widths;
    }

    /// <summary>Refuses a file that is not of this model.</summary>
    public static void CheckModel(SafetensorsReader reader, ModelGraph graph, string kind, string path)
    {
        Expect(reader, path, "format", Format);
        Expect(reader, path, "format_version", Version.ToString(CultureInfo.InvariantCulture));
        Expect(reader, path, "model", graph.Name);
        Expect(reader, path, "network", kind);
    }

    /// <summary>Refuses a file whose names, shapes or types are not the network's. Nothing is changed.</summary>
    public static void CheckTensors(SafetensorsReader reader, Network network, string path)
    {
        TensorSlot[] slots = [.. NetworkTensors.Slots(network)];
        foreach (TensorSlot slot in slots)
        {
            Tensor expected = slot.Read();
            if (!reader.Entries.TryGetValue(slot.Name, out SafetensorsEntry? entry))
            {
                throw new ModelFileException($"'{path}' lacks '{slot.Name}' of '{network.Structure.Name}'; save the network again");
            }

            if (!entry.Shape.AsSpan().SequenceEqual(expected.shape) || (entry.Type == ScalarType.Int64) != (expected.dtype == ScalarType.Int64))
            {
                throw new ModelFileException($"'{path}' has '{slot.Name}' as {entry.Type} [{string.Join(", ", entry.Shape)}], but '{network.Structure.Name}' expects {expected.dtype} [{string.Join(", ", expected.shape)}]");
            }
        }

        if (reader.Entries.Count > slots.Length)
        {
            string extra = reader.Entries.Keys.Except(slots.Select(slot => slot.Name), StringComparer.Ordinal).First();
            throw new ModelFileException($"'{path}' has '{extra}', which '{network.Structure.Name}' does not; load it as the model that wrote it");
        }
    }

    /// <summary>Copies the values of a file that was checked into a network.</summary>
    public static void Fill(SafetensorsReader reader, Network network)
    {
        foreach (TensorSlot slot in NetworkTensors.Slots(network))
        {
            reader.ReadInto(reader.Entries[slot.Name], slot.Read());
        }
    }

    private static void Expect(SafetensorsReader reader, string path, string key, string expected)
    {
        string? found = reader.Metadata.GetValueOrDefault(key);
        if (!string.Equals(found, expected, StringComparison.Ordinal))
        {
            throw new ModelFileException($"'{path}' has {(found is null ? $"no {key}" : $"the {key} '{found}'")}, but '{expected}' was expected; load it as the model that wrote it");
        }
    }
}
