using System.Buffers.Binary;
using System.IO.Compression;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// The data elements of a MAT file, or those compressed within one of them, as a stream that counts, knows the byte
/// order, and can name its places in a sentence.
/// </summary>
/// <param name="source">The bytes.</param>
/// <param name="position">The position of the first of them.</param>
/// <param name="bigEndian">The byte order.</param>
/// <param name="within">What the positions count in, as "its content".</param>
internal sealed class MatStream(Stream source, long position, bool bigEndian, string within) : ReadOnlyStream
{
    /// <summary>Whether numbers have their highest byte first.</summary>
    public bool BigEndian => bigEndian;

    /// <summary>Where the next byte is.</summary>
    public override long Position { get => position; set => throw new NotSupportedException(); }

    /// <summary>The name of a place, to begin a sentence with.</summary>
    public string At(long place) => Invariant($"byte {place} of {within}");

    /// <exception cref="ContentException">The bytes are compressed, and damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            int count = source.Read(buffer);
            position += count;
            return count;
        }
        catch (InvalidDataException fault)
        {
            throw new ContentException($"the zlib data is damaged after {At(position)}", fault);
        }
    }

    /// <summary>Reads the tag of the next element; null at the end of the bytes.</summary>
    public MatTag? ReadTag()
    {
        long start = position;
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        if (!TryFill(bytes))
            return null;

        uint type = ToNumber(bytes);
        if (type > ushort.MaxValue)
            return new MatTag((MatType)(type & ushort.MaxValue), type >> 16, start, IsSmall: true);

        Fill(bytes);
        return new MatTag((MatType)type, ToNumber(bytes), start, IsSmall: false);
    }

    /// <summary>Reads so many 32-bit numbers.</summary>
    public uint[] ReadNumbers(int count)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        uint[] numbers = new uint[count];
        for (int place = 0; place < count; place++)
        {
            Fill(bytes);
            numbers[place] = ToNumber(bytes);
        }

        return numbers;
    }

    /// <summary>Reads as many bytes as there is memory given.</summary>
    /// <exception cref="ContentException">There are fewer.</exception>
    public void Fill(Span<byte> bytes)
    {
        if (!TryFill(bytes) && bytes.Length > 0)
            throw new ContentException($"{At(position)} must be there, but the data end before it");
    }

    /// <summary>Passes over bytes.</summary>
    public void Skip(long count)
    {
        long wanted = position + count;
        if (count <= 0)
            return;

        using var part = new PartStream(this, count);
        part.Skip(new byte[(int)Math.Min(count, 1 << 14)]);
        if (position < wanted)
            throw new ContentException($"{At(position)} must be there, but the data end before it");
    }

    /// <summary>The elements that the next bytes are when they are decompressed.</summary>
    /// <param name="compressed">The bytes.</param>
    /// <param name="tag">The element that they are.</param>
    public MatStream Decompress(PartStream compressed, MatTag tag) =>
        new(new ZLibStream(compressed, CompressionMode.Decompress), 0, bigEndian, $"what is compressed at {At(tag.Position)}");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();

        base.Dispose(disposing);
    }

    /// <summary>Fills the memory, or reads nothing at all at the end of the bytes.</summary>
    private bool TryFill(Span<byte> bytes)
    {
        int count = this.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return count == 0 || count == bytes.Length
            ? count > 0
            : throw new ContentException($"{At(position)} must be there, but the data end before it");
    }

    private uint ToNumber(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
