using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using static System.FormattableString;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Reads an array of NumPy's .npy format (numpy.org/doc/stable/reference/generated/numpy.lib.format.html) that nobody vouches
/// for: its length is compared with what it says of itself before anything is allocated.
/// </summary>
internal static partial class NpyReader
{
    private const int MostHeader = 1 << 16;
    private const int MostDimensions = 8;

    private static readonly Dictionary<string, (ScalarType Type, int Size, long? Mask)> Types = new(StringComparer.Ordinal)
    {
        ["|b1"] = (ScalarType.Bool, 1, null),
        ["|u1"] = (ScalarType.Byte, 1, null),
        ["|i1"] = (ScalarType.Int8, 1, null),
        ["<i2"] = (ScalarType.Int16, 2, null),
        ["<i4"] = (ScalarType.Int32, 4, null),
        ["<i8"] = (ScalarType.Int64, 8, null),
        // There are no such tensors: their bits are read as those with a sign, and given 64 of them.
        ["<u2"] = (ScalarType.Int16, 2, ushort.MaxValue),
        ["<u4"] = (ScalarType.Int32, 4, uint.MaxValue),
        ["<f2"] = (ScalarType.Float16, 2, null),
        ["<f4"] = (ScalarType.Float32, 4, null),
        ["<f8"] = (ScalarType.Float64, 8, null),
    };

    private static ReadOnlySpan<byte> Signature => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads an array.</summary>
    /// <param name="content">The content, from its first byte.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="require">Asked for the bytes that are going to be allocated; throws where there is no room.</param>
    /// <returns>The array, owned by the caller.</returns>
    /// <exception cref="ContentException">It is no array, or not all of one.</exception>
    public static Tensor Read(Stream content, long length, Action<long>? require = null)
    {
        (string header, int headerBytes) = Header(content, length);
        Match match = HeaderText().Match(header);
        if (!match.Success)
            throw new ContentException(Invariant($"byte 10 of it must begin a header of 'descr', 'fortran_order' and 'shape', but begins {UntrustedText.Quote(header)}"));

        if (!Types.TryGetValue(match.Groups["type"].Value, out (ScalarType Type, int Size, long? Mask) type))
            throw new ContentException(Invariant($"byte 10 of it begins the header of numbers {UntrustedText.Quote(match.Groups["type"].Value)}, but {string.Join(", ", Types.Keys)} are read"));

        if (match.Groups["order"].Value == "True")
            throw new ContentException("byte 10 of it begins the header of an array in Fortran's order, but only C's is read: save numpy.ascontiguousarray of it");

        long[] shape = Shape(match.Groups["shape"].Value);
        Int128 bytes = shape.Aggregate((Int128)type.Size, (product, size) => product * size);
        if (bytes != length - headerBytes)
            throw new ContentException(Invariant($"its {match.Groups["type"].Value} of [{string.Join(", ", shape)}] take {bytes} bytes, but {length - headerBytes} bytes follow its header"));

        if (bytes == 0)
            throw new ContentException("it holds no numbers, 0 bytes");

        require?.Invoke((long)bytes);
        using var scope = NewDisposeScope();
        Tensor values = empty(shape, type.Type);
        TensorBytes.Read(content, values);
        return (type.Mask is { } mask ? values.to(ScalarType.Int64).bitwise_and_(mask) : values).MoveToOuterDisposeScope();
    }

    private static (string Text, int Bytes) Header(Stream content, long length)
    {
        byte[] start = new byte[12];
        int found = content.ReadAtLeast(start.AsSpan(0, (int)Math.Min(length, 10)), (int)Math.Min(length, 10), throwOnEndOfStream: false);
        if (found < 10 || !start.AsSpan().StartsWith(Signature))
            throw new ContentException(Invariant($"byte 0 of it must begin the signature of a NumPy array, but it does not, or ends at {found} bytes"));

        if (start[6] is < 1 or > 3)
            throw new ContentException(Invariant($"byte 6 of it must say version 1 to 3 of the format, but says {start[6]}"));

        int prefix = start[6] == 1 ? 10 : 12;
        if (length < prefix)
            throw new ContentException(Invariant($"it ends in its header, after {length} bytes"));

        content.ReadExactly(start.AsSpan(10, prefix - 10));
        long header = start[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8)) : BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(8));
        if (header > Math.Min(MostHeader, length - prefix))
            throw new ContentException(Invariant($"byte 8 of it begins a header of {header} bytes, but {length - prefix} bytes follow and at most {MostHeader} are accepted"));

        byte[] text = new byte[header];
        content.ReadExactly(text);
        return (Encoding.UTF8.GetString(text), prefix + (int)header);
    }

    private static long[] Shape(string text)
    {
        string[] sizes = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (sizes.Length > MostDimensions)
            throw new ContentException(Invariant($"byte 10 of it begins the header of an array of {sizes.Length} dimensions, but at most {MostDimensions} are accepted"));

        return [.. sizes.Select(size => long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value <= int.MaxValue
            ? value
            : throw new ContentException(Invariant($"byte 10 of it begins the header of an array with the size {UntrustedText.Quote(size)}, but sizes are numbers of 0 to {int.MaxValue}")))];
    }

    [GeneratedRegex(@"^\{ *'descr': *'(?<type>[^']{1,16})', *'fortran_order': *(?<order>True|False), *'shape': *\((?<shape>[0-9, ]*)\),? *\}\s*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex HeaderText();
}
