using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Writes the safetensors format: the header's length (8 bytes, little-endian), the header (JSON), the tensors one
/// behind the other. Larger elements come first: with the header padded to 8 bytes, every tensor then lies at a multiple
/// of its element's size, without which PyTorch cannot view it in place.
/// </summary>
internal static class SafetensorsWriter
{
    /// <summary>Writes a file. A checksum of its content is added to its texts.</summary>
    /// <exception cref="ModelFileException">It could not be written, or a tensor has a type that is not known.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        foreach ((string name, Tensor value) in tensors)
        {
            if (!SafetensorsEntry.Types.Values.Contains(value.dtype))
            {
                throw new ModelFileException($"'{path}' could not be written: '{name}' is {value.dtype}, but {string.Join(", ", SafetensorsEntry.Types.Keys)} are known");
            }
        }

        (string Name, Tensor Value)[] ordered = [.. tensors.OrderByDescending(tensor => SafetensorsEntry.Size(tensor.Value.dtype))];
        SafetensorsEntry[] entries = Place(ordered);
        using var hash = new ContentHash(metadata, ContentHash.InOrder(entries));
        ForEachBytes(ordered.OrderBy(tensor => tensor.Name, StringComparer.Ordinal), hash.Append);
        string checksum = hash.Finish();
        WholeFile.Write(path, stream =>
        {
            WriteHeader(stream, [.. metadata, new(ContentHash.Key, checksum)], entries);
            ForEachBytes(ordered, bytes =>
            {
                stream.Write(bytes);
                FaultPoints.Reached?.Invoke(FaultPoint.InWrite);
            });
        });
    }

    private static SafetensorsEntry[] Place((string Name, Tensor Value)[] tensors)
    {
        var entries = new SafetensorsEntry[tensors.Length];
        long offset = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            (string name, Tensor value) = tensors[i];
            long end = offset + (value.numel() * SafetensorsEntry.Size(value.dtype));
            entries[i] = new SafetensorsEntry(name, value.dtype, value.shape, offset, end);
            offset = end;
        }

        return entries;
    }

    private static void ForEachBytes(IEnumerable<(string Name, Tensor Value)> tensors, BytesAction use)
    {
        using var noGradient = no_grad();
        foreach ((_, Tensor value) in tensors)
        {
            using var scope = NewDisposeScope();
            use(value.detach().cpu().contiguous().bytes);
        }
    }

    private static void WriteHeader(Stream stream, IEnumerable<KeyValuePair<string, string>> metadata, IEnumerable<SafetensorsEntry> entries)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach ((string key, string value) in metadata)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            foreach (SafetensorsEntry entry in entries)
            {
                json.WriteStartObject(entry.Name);
                json.WriteString("dtype", SafetensorsEntry.NameOf(entry.Type));
                WriteNumbers(json, "shape", entry.Shape);
                WriteNumbers(json, "data_offsets", [entry.Begin, entry.End]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)buffer.Length);
        stream.Write(length);
        buffer.WriteTo(stream);
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private delegate void BytesAction(ReadOnlySpan<byte> bytes);
}
