using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Writes the safetensors format: the header's length (8 bytes, little-endian), the header (JSON), the tensors one
/// behind the other. The file is written aside and renamed, so that no half-written one is ever seen.
/// </summary>
internal static class SafetensorsWriter
{
    public static void Write(string path, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        foreach ((string name, Tensor value) in tensors)
        {
            if (!SafetensorsEntry.Types.Values.Contains(value.dtype))
            {
                throw new ModelFileException($"'{path}' could not be written: '{name}' is {value.dtype}, but {string.Join(", ", SafetensorsEntry.Types.Keys)} are known");
            }
        }

        string target = Path.GetFullPath(path);
        string aside = target + "." + Guid.NewGuid().ToString("N")[..8] + ".tmp";
        try
        {
            using (var stream = new FileStream(aside, FileMode.CreateNew, FileAccess.Write))
            {
                WriteHeader(stream, metadata, tensors);
                foreach ((_, Tensor value) in tensors)
                {
                    using var noGradient = no_grad();
                    using var scope = NewDisposeScope();
                    stream.Write(value.detach().cpu().contiguous().bytes);
                }

                stream.Flush(flushToDisk: true);
            }

            File.Move(aside, target, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"'{path}' could not be written: {exception.Message}", exception);
        }
        finally
        {
            if (File.Exists(aside))
            {
                File.Delete(aside);
            }
        }
    }

    private static void WriteHeader(FileStream stream, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<(string Name, Tensor Value)> tensors)
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
            long offset = 0;
            foreach ((string name, Tensor value) in tensors)
            {
                long bytes = value.numel() * SafetensorsEntry.Size(value.dtype);
                json.WriteStartObject(name);
                json.WriteString("dtype", SafetensorsEntry.NameOf(value.dtype));
                WriteNumbers(json, "shape", value.shape);
                WriteNumbers(json, "data_offsets", [offset, offset + bytes]);
                json.WriteEndObject();
                offset += bytes;
            }

            json.WriteEndObject();
        }

        // Spaces pad the header so that the tensors begin at a multiple of 8 bytes.
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
}
