using System.Buffers.Binary;
using System.Security.Cryptography;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// The beginning of a packed file, little-endian: the signature (8 bytes), the version (8), the bytes of the index (8), where
/// the pixels begin (8), the bytes of the file (8), and the SHA-256 checksum of all this and of the index (32); then the index
/// (<see cref="PackedIndex"/>), and the pixels from a multiple of 4,096 bytes.
/// </summary>
/// <param name="IndexBytes">Bytes of the index.</param>
/// <param name="PixelsAt">Where the pixels begin.</param>
/// <param name="FileBytes">Bytes of the file.</param>
internal readonly record struct PackedHeader(int IndexBytes, long PixelsAt, long FileBytes)
{
    /// <summary>Bytes of the header.</summary>
    public const int Size = ChecksumAt + SHA256.HashSizeInBytes;

    private const int ChecksumAt = 40;
    private const int Alignment = 4096;
    private const long Version = 1;

    private static ReadOnlySpan<byte> Signature => "CCNNPACK"u8;

    /// <summary>The header of a file.</summary>
    /// <param name="indexBytes">Bytes of its index.</param>
    /// <param name="pixelBytes">Bytes of its pixels.</param>
    public static PackedHeader For(int indexBytes, long pixelBytes)
    {
        long pixelsAt = (Size + (long)indexBytes + Alignment - 1) / Alignment * Alignment;
        return new PackedHeader(indexBytes, pixelsAt, pixelsAt + pixelBytes);
    }

    /// <summary>Reads a header and believes its numbers as far as the file's length bears them out; its checksum is for <see cref="CheckIndex"/>.</summary>
    /// <param name="start">The first bytes of the file.</param>
    /// <param name="fileBytes">How many the file has.</param>
    /// <exception cref="ContentException">It is no header, or not that of such a file.</exception>
    public static PackedHeader Read(ReadOnlySpan<byte> start, long fileBytes)
    {
        if (start.Length < Size)
            throw new ContentException(Invariant($"it must have {Size} bytes at least, but has {start.Length} bytes"));

        if (!start.StartsWith(Signature))
            throw new ContentException("byte 0 of it must begin the signature of packed pictures, but does not");

        long version = Number(start, 8);
        if (version != Version)
            throw new ContentException(Invariant($"byte 8 of it must say version {Version}, but says {version}"));

        (long indexBytes, long pixelsAt, long total) = (Number(start, 16), Number(start, 24), Number(start, 32));
        if (indexBytes < 0 || indexBytes > Math.Min(fileBytes, Array.MaxLength) - Size)
            throw new ContentException(Invariant($"byte 16 of it begins an index of {indexBytes} bytes, for which there is no room"));

        if (total != fileBytes)
            throw new ContentException(Invariant($"byte 32 of it says that it has {total} bytes, but it has {fileBytes} bytes"));

        PackedHeader header = For((int)indexBytes, pixelBytes: 0) with { FileBytes = total };
        return pixelsAt == header.PixelsAt && pixelsAt <= total
            ? header
            : throw new ContentException(Invariant($"byte 24 of it must say that pixels begin at byte {header.PixelsAt}, but says {pixelsAt}"));
    }

    /// <summary>Refuses an index that is not the one that was written.</summary>
    /// <param name="start">The header and the index.</param>
    /// <exception cref="ContentException">The checksum is another one.</exception>
    public static void CheckIndex(ReadOnlySpan<byte> start)
    {
        if (!start.Slice(ChecksumAt, SHA256.HashSizeInBytes).SequenceEqual(Checksum(start)))
            throw new ContentException(Invariant($"byte {ChecksumAt} of it begins the SHA-256 checksum of its index, but the index has another"));
    }

    /// <summary>Writes the header before an index that is there.</summary>
    /// <param name="start">Room for the header, and the index.</param>
    public void Write(Span<byte> start)
    {
        Signature.CopyTo(start);
        foreach ((int place, long number) in ((int, long)[])[(8, Version), (16, IndexBytes), (24, PixelsAt), (32, FileBytes)])
            BinaryPrimitives.WriteInt64LittleEndian(start[place..], number);

        WriteChecksum(start);
    }

    /// <summary>Writes the checksum of the header and the index.</summary>
    public static void WriteChecksum(Span<byte> start) => Checksum(start).CopyTo(start[ChecksumAt..]);

    private static byte[] Checksum(ReadOnlySpan<byte> start)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(start[..ChecksumAt]);
        hash.AppendData(start[Size..]);
        return hash.GetHashAndReset();
    }

    private static long Number(ReadOnlySpan<byte> start, int place) => BinaryPrimitives.ReadInt64LittleEndian(start[place..]);
}
