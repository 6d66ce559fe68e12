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
    /// <summary>The text by which readers in other languages know how tensors lie: as in PyTorch.</summary>
    private static readonly KeyValuePair<string, string> _format = new("format", "pt");

    /// <summary>Writes a file. Its format and a checksum of its content are added to its texts.</summary>
    /// <exception cref="ModelFileException">It could not be written, or a tensor has a type that is not known.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        (string Name, Tensor Value)[] ordered = InOrder(path, tensors);
        SafetensorsEntry[] entries = Place(ordered);
        var texts = new Dictionary<string, string>([_format, .. metadata], StringComparer.Ordinal);
        using var hash = new ContentHash(texts, ContentHash.InOrder(entries));
        ForEachBytes(ordered.OrderBy(tensor => tensor.Name, StringComparer.Ordinal), hash.Append);
        Write(path, [.. texts, new(ContentHash.Key, hash.Finish())], ordered, entries);
    }

    /// <summary>Writes a file for programs that know its network: texts of no format of this library's, and no checksum.</summary>
    /// <exception cref="ModelFileException">It could not be written, or a tensor has a type that is not known.</exception>
    public static void WritePlain(string path, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        (string Name, Tensor Value)[] ordered = InOrder(path, tensors);
        Write(path, [_format, .. metadata], ordered, Place(ordered));
    }

    /// <summary>The tensors as they will lie; refuses one that cannot be written.</summary>
    private static (string Name, Tensor Value)[] InOrder(string path, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        foreach ((string name, Tensor value) in tensors)
        {
            if (!SafetensorsEntry.Written.Any(type => SafetensorsEntry.Types[type] == value.dtype))
            {
                throw new ModelFileException($"'{path}' could not be written: '{name}' is {value.dtype}, but {string.Join(", ", SafetensorsEntry.Written)} are known");
            }
        }

        return [.. tensors.OrderByDescending(tensor => SafetensorsEntry.Size(tensor.Value.dtype))];
    }

    private static void Write(string path, KeyValuePair<string, string>[] texts, (string Name, Tensor Value)[] ordered, SafetensorsEntry[] entries) =>
        WholeFile.Write(path, stream =>
        {
            WriteHeader(stream, texts, entries);
            ForEachBytes(ordered, bytes =>
            {
                stream.Write(bytes);
                FaultPoints.Reached?.Invoke(FaultPoint.InWrite);
            });
        });

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
