using System.Text;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>Reads one array: its flags, dimensions, name and values.</summary>
/// <param name="storedSize">Bytes that the file takes where it is stored; bounds what is allocated at once.</param>
/// <param name="wanted">Whether the array of a name is wanted.</param>
internal sealed class MatArrayReader(long storedSize, Predicate<string> wanted)
{
    private const int MostDimensions = 32;
    private const int LongestName = 256;
    private const int ComplexFlag = 0x0800;

    /// <summary>Reads the array that a tag announces; null if it is not wanted.</summary>
    /// <exception cref="ContentException">It is not an array of real numbers whose parts have the sizes that they say.</exception>
    public MatArray? Read(MatStream stream, MatTag tag)
    {
        long end = stream.Position + tag.Size;
        MatTag flagsTag = ReadTag(stream, end, "the flags of an array", MatType.UInt32, smallest: 2 * sizeof(uint), largest: 2 * sizeof(uint));
        uint flags = stream.ReadNumbers(2)[0];
        int[] dimensions = ReadDimensions(stream, end);
        string name = ReadName(stream, end);
        if (!wanted(name))
        {
            stream.Skip(end - stream.Position);
            return null;
        }

        if (!IsReal(flags))
            throw new ContentException($"{stream.At(flagsTag.Position)} must begin the flags of an array of real numbers, but '{name}' is something else");

        (MatType type, byte[] values) = ReadValues(stream, end, name, dimensions);
        return stream.Position == end
            ? new MatArray(name, dimensions, type, values, stream.At(tag.Position))
            : throw new ContentException(Invariant($"{stream.At(tag.Position)} begins the array '{name}' of {tag.Size} bytes, but its parts end at byte {stream.Position} instead of byte {end}"));
    }

    /// <summary>Classes 6 to 15 are those of numbers: double, single, and the integers.</summary>
    private static bool IsReal(uint flags) => (flags & 0xFF) is >= 6 and <= 15 && (flags & ComplexFlag) == 0;

    private static int[] ReadDimensions(MatStream stream, long end)
    {
        MatTag tag = ReadTag(stream, end, "the dimensions of an array", MatType.Int32, smallest: 2 * sizeof(int), largest: MostDimensions * sizeof(int));
        uint[] numbers = stream.ReadNumbers((int)tag.Size / sizeof(int));
        if (numbers.Any(number => number > int.MaxValue))
            throw new ContentException(Invariant($"{stream.At(tag.Position)} must begin dimensions of 0 to {int.MaxValue}, but begins {string.Join(" x ", numbers)}"));

        stream.Skip(tag.Padding);
        return [.. numbers.Select(number => (int)number)];
    }

    private static string ReadName(MatStream stream, long end)
    {
        MatTag tag = ReadTag(stream, end, "the name of an array", MatType.Int8, smallest: 0, largest: LongestName);
        byte[] name = new byte[tag.Size];
        stream.Fill(name);
        stream.Skip(tag.Padding);

        // Names are identifiers; anything else must not get into messages.
        return string.Concat(Encoding.Latin1.GetString(name).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_' ? letter : '?'));
    }

    private (MatType Type, byte[] Values) ReadValues(MatStream stream, long end, string name, int[] dimensions)
    {
        MatTag tag = ReadTag(stream, end, $"the values of '{name}'", expected: null, smallest: 0, largest: uint.MaxValue);
        int valueSize = MatArray.SizeOf(tag.Type);
        decimal size = dimensions.Aggregate((decimal)valueSize, (product, dimension) => Math.Min(product * dimension, Array.MaxLength + 1m));
        if (valueSize == 0 || size != tag.Size)
            throw new ContentException(Invariant($"{stream.At(tag.Position)} must begin {string.Join(" x ", dimensions)} values of '{name}', but begins {tag.Size} bytes of type {(int)tag.Type}"));

        byte[] values = ContentBytes.ReadUpTo(stream, storedSize, (int)tag.Size);
        if (values.Length < tag.Size)
            throw new ContentException(Invariant($"{stream.At(tag.Position)} begins {tag.Size} bytes of '{name}', but it ends at byte {stream.Position}"));

        if (stream.BigEndian == BitConverter.IsLittleEndian)
            MatArray.Reverse(values, tag.Type);

        // Some writers leave the padding of the last part out.
        stream.Skip(Math.Min(tag.Padding, end - stream.Position));
        return (tag.Type, values);
    }

    private static MatTag ReadTag(MatStream stream, long end, string what, MatType? expected, long smallest, long largest)
    {
        if (stream.ReadTag() is not { } tag)
            throw new ContentException($"{stream.At(stream.Position)} must begin {what}, but is its end");

        if (tag.Type != (expected ?? tag.Type) || tag.Size < smallest || tag.Size > largest || (tag.IsSmall && tag.Size > sizeof(uint)))
            throw new ContentException(Invariant($"{stream.At(tag.Position)} must begin {what}, but begins {tag.Size} bytes of type {(int)tag.Type}"));

        return stream.Position + tag.Size <= end
            ? tag
            : throw new ContentException(Invariant($"{stream.At(tag.Position)} begins {tag.Size} bytes, but the array that they belong to ends at byte {end}"));
    }
}
