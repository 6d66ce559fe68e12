using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// Reads arrays of numbers from a MAT file of level 5 that is not to be trusted: both byte orders, compressed or not.
/// Faults are clauses that name the byte of the content, or of what is compressed in it.
/// </summary>
internal static class MatReader
{
    private const int HeaderSize = 128;
    private const ushort Version = 0x0100;

    /// <summary>Reads the arrays that are wanted, and passes over all others without decompressing them.</summary>
    /// <param name="content">The content.</param>
    /// <param name="wanted">Whether the array of a name is wanted.</param>
    /// <exception cref="ContentException">It is no MAT file of level 5, or a wanted array is not one of real numbers.</exception>
    public static IReadOnlyList<MatArray> Read(ContentStream content, Predicate<string> wanted)
    {
        // What is allocated at once is bounded by the whole file: what an element says of its own size counts for nothing.
        var arrays = new MatArrayReader(content.StoredSize, wanted);
        var stream = new MatStream(content, HeaderSize, ReadByteOrder(content), "its content");
        List<MatArray> found = [];
        while (stream.ReadTag() is { } tag)
        {
            MatArray? array = tag switch
            {
                { Type: MatType.Matrix, IsSmall: false } => arrays.Read(stream, tag),
                { Type: MatType.Compressed, IsSmall: false } => ReadCompressed(stream, tag, arrays),
                _ => throw new ContentException(Invariant($"{stream.At(tag.Position)} must begin an array or compressed data, of type {(int)MatType.Matrix} or {(int)MatType.Compressed}, but begins an element of type {(int)tag.Type}")),
            };
            if (found.Find(other => other.Name == array?.Name) is { } twin)
                throw new ContentException($"{stream.At(tag.Position)} begins an array '{twin.Name}', but {twin.Where} has begun one of that name");

            if (array is not null)
                found.Add(array);
        }

        return found;
    }

    private static MatArray? ReadCompressed(MatStream stream, MatTag tag, MatArrayReader arrays)
    {
        using var compressed = new ZlibStream(stream, tag);
        using MatStream inner = stream.Decompress(compressed, tag);
        if (inner.ReadTag() is not { Type: MatType.Matrix, IsSmall: false } innerTag)
            throw new ContentException($"{inner.At(0)} must begin an array, but does not");

        MatArray? array = arrays.Read(inner, innerTag);

        // Asking for one byte more also makes zlib check its end; of an array that is not wanted, nothing is known.
        if (array is not null && inner.ReadByte() >= 0)
            throw new ContentException($"{inner.At(inner.Position - 1)} must be its end, but more follows");

        compressed.Skip(new byte[1 << 14]);
        return compressed.Remaining == 0
            ? array
            : throw new ContentException(Invariant($"{stream.At(tag.Position)} begins an element of {tag.Size} bytes, but the content ends at byte {stream.Position}"));
    }

    /// <summary>Reads the header, which is a text, the version and the two letters that tell the byte order.</summary>
    private static bool ReadByteOrder(ContentStream content)
    {
        byte[] header = new byte[HeaderSize];
        int found = content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (found < header.Length)
            throw new ContentException(Invariant($"the header of a MAT file takes {header.Length} bytes, but the content ends at byte {found}"));

        ReadOnlySpan<byte> end = header.AsSpan(HeaderSize - 4);
        bool bigEndian = end[2..].SequenceEqual("MI"u8);
        if (!bigEndian && !end[2..].SequenceEqual("IM"u8))
            throw new ContentException(Invariant($"byte {HeaderSize - 2} of its content must begin the letters MI or IM of a MAT file of level 5, but does not"));

        int version = bigEndian ? (end[0] << 8) | end[1] : (end[1] << 8) | end[0];
        return version == Version
            ? bigEndian
            : throw new ContentException(Invariant($"byte {HeaderSize - 4} of its content must begin the version 0x{Version:X4} of a MAT file of level 5, but begins 0x{version:X4}"));
    }

    /// <summary>
    /// The bytes of a compressed element. A bit in the second one asks for a dictionary that nobody has, and makes .NET's
    /// decompressor fail as if the file could not be read.
    /// </summary>
    private sealed class ZlibStream(MatStream stream, MatTag tag) : PartStream(stream, tag.Size)
    {
        private const int DictionaryBit = 0x20;

        public override int Read(Span<byte> buffer)
        {
            long start = tag.Size - Remaining;
            int count = base.Read(buffer);
            return start > 1 || start + count <= 1 || (buffer[(int)(1 - start)] & DictionaryBit) == 0
                ? count
                : throw new ContentException($"{stream.At(stream.Position - count + 1 - start)} must not ask zlib for a dictionary, but does");
        }
    }
}
