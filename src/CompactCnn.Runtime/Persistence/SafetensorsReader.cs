using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Reads the safetensors format. Nothing in the file is believed before it is checked: lengths against the file's real
/// size, offsets against each other, before anything is allocated by them.
/// </summary>
internal sealed class SafetensorsReader : IDisposable
{
    private const int MaximumHeader = 16 * 1024 * 1024;
    private const int MaximumDimensions = 8;
    private const int Piece = 64 * 1024;

    private readonly string _path;
    private readonly string _mend;
    private readonly IReadOnlyDictionary<string, ScalarType> _types;
    private readonly FileStream _stream;
    private readonly long _dataStart;

    private SafetensorsReader(string path, string mend, IReadOnlyDictionary<string, ScalarType> types, FileStream stream)
    {
        _types = types;
        _path = path;
        _mend = mend;
        _stream = stream;
        byte[] header = ReadHeader();
        _dataStart = 8 + header.Length;
        try
        {
            using JsonDocument json = JsonDocument.Parse(header);
            Metadata = ReadMetadata(json.RootElement);
            Entries = ReadEntries(json.RootElement);
        }
        catch (JsonException exception)
        {
            throw Damaged("its header is not valid JSON", exception);
        }
        catch (InvalidOperationException exception)
        {
            // Texts are decoded where they are read, not where they are parsed.
            throw Damaged("its header is not valid Unicode text", exception);
        }

        CheckCoverage();
    }

    /// <summary>The file's own key-value pairs.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Entries { get; }

    /// <summary>Opens a file and checks everything but the tensors' values.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mend">What to do if it is damaged.</param>
    /// <param name="types">The types that are known; absent: those of files of this library.</param>
    /// <exception cref="ModelFileException">The file is missing, cannot be read, or is damaged.</exception>
    public static SafetensorsReader Open(string path, string mend = "save the network again", IReadOnlyDictionary<string, ScalarType>? types = null)
    {
        FileStream? stream = null;
        try
        {
            stream = RegularFile.OpenRead(path);
            return new SafetensorsReader(path, mend, types ?? SafetensorsEntry.Types, stream);
        }
        catch (Exception exception)
        {
            stream?.Dispose();
            if (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                throw new ModelFileException($"'{path}' does not exist; give the path of a file that Save wrote", exception);
            }

            if (exception is UnauthorizedAccessException || (exception is IOException && exception is not ModelFileException))
            {
                throw new ModelFileException($"'{path}' could not be read: {exception.Message.TrimEnd('.')}; give the path of a file that Save wrote", exception);
            }

            throw;
        }
    }

    /// <summary>Reads a tensor's values into memory of the same type and shape.</summary>
    public void ReadInto(SafetensorsEntry entry, Tensor target)
    {
        using var noGradient = no_grad();
        using Tensor values = Read(entry);
        target.copy_(values);
    }

    /// <summary>Reads a tensor's values into memory of their own, on the processor.</summary>
    public Tensor Read(SafetensorsEntry entry)
    {
        Tensor values = empty(entry.Shape, entry.Type, CPU);
        _stream.Position = _dataStart + entry.Begin;
        try
        {
            TensorBytes.Read(_stream, values);
            return values;
        }
        catch (IOException exception)
        {
            values.Dispose();
            throw Damaged($"{UntrustedText.Quote(entry.Name)} could not be read", exception);
        }
    }

    /// <summary>Refuses a file whose content is not what its checksum is of, or that has none.</summary>
    public void CheckContent()
    {
        string key = !Metadata.ContainsKey(ContentHash.Key) && Metadata.ContainsKey(ContentHash.KeyByPlace) ? ContentHash.KeyByPlace : ContentHash.Key;
        if (!Metadata.TryGetValue(key, out string? expected))
        {
            throw Damaged($"it has no {key}");
        }

        if (!string.Equals(Checksum(key), expected, StringComparison.Ordinal))
        {
            throw Damaged($"its content is not what was saved, by its {key}");
        }
    }

    /// <summary>The checksum of what the file holds.</summary>
    public string Checksum(string key = ContentHash.Key)
    {
        SafetensorsEntry[] order = [.. ContentHash.InOrder(Entries.Values, key)];
        using var hash = new ContentHash(Metadata, order, key);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            foreach (SafetensorsEntry entry in order)
            {
                _stream.Position = _dataStart + entry.Begin;
                for (long left = entry.End - entry.Begin; left > 0;)
                {
                    Span<byte> piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, left));
                    _stream.ReadExactly(piece);
                    hash.Append(piece);
                    left -= piece.Length;
                }
            }

            return hash.Finish();
        }
        catch (IOException exception)
        {
            throw Damaged("its tensors could not be read", exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => _stream.Dispose();

    private static ModelFileException Damaged(string path, string mend, string reason, Exception? inner = null) =>
        new($"'{path}' is not a readable safetensors file: {reason}; {mend}", inner!);

    private ModelFileException Damaged(string reason, Exception? inner = null) => Damaged(_path, _mend, reason, inner);

    private byte[] ReadHeader()
    {
        long available = _stream.Length - 8;
        if (available < 2)
        {
            throw Damaged($"it has {_stream.Length} bytes, too few for a header");
        }

        Span<byte> prefix = stackalloc byte[8];
        _stream.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (prefix[..2].SequenceEqual("PK"u8))
        {
            throw new ModelFileException($"'{_path}' is a zip archive, as torch.save writes it, but a safetensors file was expected; in Python load it and call safetensors.torch.save_file(model.state_dict(), path)");
        }

        if (length < 2 || length > MaximumHeader || length > (ulong)available)
        {
            throw Damaged($"its header claims {length} bytes, but {available} follow and at most {MaximumHeader} are accepted");
        }

        byte[] header = new byte[(int)length];
        _stream.ReadExactly(header);
        return header;
    }

    private Dictionary<string, string> ReadMetadata(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Damaged($"its header is {root.ValueKind}, but an object was expected");
        }

        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        JsonElement[] tables = [.. root.EnumerateObject().Where(property => property.Name == "__metadata__").Select(property => property.Value)];
        if (tables.Length == 0)
        {
            return metadata;
        }

        if (tables is not [JsonElement pairs])
        {
            throw Damaged("it has __metadata__ twice");
        }

        if (pairs.ValueKind != JsonValueKind.Object || pairs.EnumerateObject().Any(pair => pair.Value.ValueKind != JsonValueKind.String))
        {
            throw Damaged("its __metadata__ is not a table of texts");
        }

        foreach (JsonProperty pair in pairs.EnumerateObject())
        {
            if (!metadata.TryAdd(pair.Name, pair.Value.GetString()!))
            {
                throw Damaged($"its __metadata__ has {UntrustedText.Quote(pair.Name)} twice");
            }
        }

        return metadata;
    }

    private Dictionary<string, SafetensorsEntry> ReadEntries(JsonElement root)
    {
        var entries = new Dictionary<string, SafetensorsEntry>(StringComparer.Ordinal);
        foreach (JsonProperty property in root.EnumerateObject().Where(property => property.Name != "__metadata__"))
        {
            if (!entries.TryAdd(property.Name, ReadEntry(property.Name, property.Value)))
            {
                throw Damaged($"it names {UntrustedText.Quote(property.Name)} twice");
            }
        }

        return entries;
    }

    private SafetensorsEntry ReadEntry(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("dtype", out JsonElement type) || type.ValueKind != JsonValueKind.String
            || !value.TryGetProperty("shape", out JsonElement shape)
            || !value.TryGetProperty("data_offsets", out JsonElement offsets))
        {
            throw Damaged($"the entry of {UntrustedText.Quote(name)} lacks its type, shape or offsets");
        }

        if (!_types.TryGetValue(type.GetString()!, out ScalarType scalarType))
        {
            throw Damaged($"{UntrustedText.Quote(name)} has the type {UntrustedText.Show(type.GetString()!)}, but {string.Join(", ", _types.Keys)} are known");
        }

        long[] sizes = ReadNumbers(name, shape, MaximumDimensions);
        long[] range = ReadNumbers(name, offsets, 2);
        if (range.Length != 2 || range[0] > range[1] || range[1] > _stream.Length - _dataStart)
        {
            throw Damaged($"{UntrustedText.Quote(name)} lies at [{string.Join(", ", range)}], outside of the {_stream.Length - _dataStart} bytes of data");
        }

        BigInteger bytes = sizes.Aggregate((BigInteger)SafetensorsEntry.Size(scalarType), (product, size) => product * size);
        if (bytes != range[1] - range[0])
        {
            throw Damaged($"{UntrustedText.Quote(name)} of shape [{string.Join(", ", sizes)}] needs {bytes} bytes, but has {range[1] - range[0]}");
        }

        return new SafetensorsEntry(name, scalarType, sizes, range[0], range[1]);
    }

    private long[] ReadNumbers(string name, JsonElement array, int atMost)
    {
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > atMost)
        {
            throw Damaged($"the entry of {UntrustedText.Quote(name)} has a shape or offsets that are no list of at most {atMost} numbers");
        }

        return [.. array.EnumerateArray().Select(number => number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out long parsed) && parsed >= 0
            ? parsed
            : throw Damaged($"the entry of {UntrustedText.Quote(name)} has {UntrustedText.Show(number.GetRawText())} where a whole number of 0 or more was expected"))];
    }

    /// <summary>The format allows neither holes nor overlaps: both are ways to smuggle or to confuse.</summary>
    private void CheckCoverage()
    {
        long end = 0;
        foreach (SafetensorsEntry entry in Entries.Values.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != end)
            {
                throw Damaged($"{UntrustedText.Quote(entry.Name)} begins at byte {entry.Begin}, but the tensor before it ends at {end}");
            }

            end = entry.End;
        }

        if (end != _stream.Length - _dataStart)
        {
            throw Damaged($"its tensors end at byte {end}, but {_stream.Length - _dataStart} bytes of data follow the header");
        }
    }
}
