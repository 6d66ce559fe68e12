using System.Buffers.Binary;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// Reads IDX content from a stream that is not to be trusted. Faults are clauses that name the byte of the content.
/// </summary>
internal static class IdxReader
{
    private const int ImageRank = 3;
    private const int LabelRank = 1;

    /// <summary>The first four bytes: 0x08 stands for uint8, the last byte is the number of dimensions.</summary>
    public static uint Magic(int rank) => 0x0800u | (uint)rank;

    /// <summary>Reads images [count, height, width] and requires the content to end with them.</summary>
    /// <param name="content">The content, without a gzip layer.</param>
    /// <param name="storedSize">Bytes that the content takes where it is stored; bounds what is allocated at once.</param>
    /// <exception cref="ContentException">The content is not exactly an IDX file of images.</exception>
    public static IdxArray ReadImages(Stream content, long storedSize) => Read(content, storedSize, ImageRank);

    /// <summary>Reads labels [count] and requires the content to end with them.</summary>
    /// <inheritdoc cref="ReadImages"/>
    public static IdxArray ReadLabels(Stream content, long storedSize) => Read(content, storedSize, LabelRank);

    private static IdxArray Read(Stream content, long storedSize, int rank)
    {
        int[] dimensions = ReadHeader(content, rank);
        int size = SizeOf(dimensions);
        return new IdxArray(dimensions, ReadValues(content, storedSize, sizeof(uint) * (1 + rank), size));
    }

    private static int[] ReadHeader(Stream content, int rank)
    {
        byte[] header = new byte[sizeof(uint) * (1 + rank)];
        int found = content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (found < header.Length)
            throw new ContentException(Invariant($"an IDX header takes {header.Length} bytes, but the content ends at byte {found}"));

        uint magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (magic != Magic(rank))
            throw new ContentException(Invariant($"byte 0 of its content must begin the magic number 0x{Magic(rank):X8} of {NameOf(Magic(rank))}, but begins 0x{magic:X8}{Found(magic)}"));

        int[] dimensions = new int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            int position = sizeof(uint) * (1 + axis);
            uint dimension = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(position));
            if (dimension is 0 or > int.MaxValue)
                throw new ContentException(Invariant($"byte {position} of its content must begin a dimension of 1 to {int.MaxValue}, but begins {dimension}"));

            dimensions[axis] = (int)dimension;
        }

        return dimensions;
    }

    private static int SizeOf(int[] dimensions)
    {
        long size = 1;
        foreach (int dimension in dimensions)
        {
            size *= dimension;
            if (size > Array.MaxLength)
                throw new ContentException(Invariant($"byte {sizeof(uint)} of its content begins the dimensions {string.Join(" x ", dimensions)}, which multiply to more than the {Array.MaxLength} values that fit in memory"));
        }

        return (int)size;
    }

    private static byte[] ReadValues(Stream content, long storedSize, int headerSize, int size)
    {
        byte[] values = ContentBytes.ReadUpTo(content, storedSize, size);
        if (values.Length < size)
            throw new ContentException(Invariant($"its header promises {headerSize + (long)size} bytes of content, but it ends at byte {headerSize + (long)values.Length}"));

        // Asking for one byte more also makes the content check its end.
        if (content.ReadByte() >= 0)
            throw new ContentException(Invariant($"its header promises {headerSize + (long)size} bytes of content, but more follow from byte {headerSize + (long)size}"));

        return values;
    }

    private static string NameOf(uint magic) => magic == Magic(ImageRank) ? "uint8 images" : "uint8 labels";

    private static string Found(uint magic) =>
        magic == Magic(ImageRank) || magic == Magic(LabelRank) ? $" of {NameOf(magic)}" : "";
}
