using System.Buffers.Binary;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// What a picture's file says of its size, read before anything is decoded: a decoder allocates what it says.
/// </summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Position">The byte at which it is said.</param>
/// <param name="BytesPerPixel">What decoding takes for each pixel; 0 where it is decoded at a fraction of its size from the start.</param>
internal readonly record struct PictureHeader(int Width, int Height, int Position, int BytesPerPixel)
{
    /// <summary>More than any camera makes.</summary>
    internal const long MostPixels = 1L << 28;

    /// <summary>Compressed data expand a thousandfold at most in PNG; in JPEG, eight by eight pixels take a bit at least.</summary>
    private const long MostExpansion = 1_040;
    private const long MostJpegPixelsPerByte = 512;
    private const int SmallestFile = 64;

    /// <summary>WebP and GIF may hold any size of one colour in a few bytes: what is larger must have the bytes of a photograph.</summary>
    private const long MostPlainPixels = 1L << 24;
    internal const long MostPixelsPerByte = 1_024;

    /// <summary>Four for the pixels, and what the smaller copies take that are averaged; or all coefficients of a JPEG of several sweeps.</summary>
    private const int WholeBytesPerPixel = 6;

    /// <summary>Bytes of memory that decoding takes at most, but for a fraction.</summary>
    public long DecodedBytes => (long)Width * Height * BytesPerPixel;

    /// <summary>Reads the header.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="mostPixels">The largest picture that is accepted, in pixels.</param>
    /// <exception cref="ContentException">It is no picture, or says a size that is too large or that so small a file cannot hold.</exception>
    public static PictureHeader Read(ReadOnlySpan<byte> file, long mostPixels = MostPixels) => PictureFormats.Of(file) switch
    {
        PictureFormat.Png => ReadPng(file, mostPixels),
        PictureFormat.Jpeg => ReadJpeg(file, mostPixels),
        PictureFormat.Webp => ReadWebp(file, mostPixels),
        PictureFormat.Bmp => ReadBmp(file, mostPixels),
        PictureFormat.Gif => ReadGif(file, mostPixels),
        _ => throw new ContentException($"byte 0 of it must begin the signature of {PictureFormats.Names}, but does not"),
    };

    private static PictureHeader ReadPng(ReadOnlySpan<byte> file, long mostPixels)
    {
        const int header = 8;
        const int size = header + 8;
        const int end = size + 13;
        if (file.Length < end || !file.Slice(header, 8).SequenceEqual("\0\0\0\rIHDR"u8))
            throw new ContentException(Invariant($"byte {header} of it must begin the header of a PNG picture, but does not"));

        uint width = BinaryPrimitives.ReadUInt32BigEndian(file[size..]);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(file[(size + 4)..]);
        int bitsPerPixel = file[size + 8] * (file[size + 9] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 });
        return Check(width, height, mostPixels, size, Bytes(width, height, bitsPerPixel) <= Expanded(file), file.Length);
    }

    private static PictureHeader ReadJpeg(ReadOnlySpan<byte> file, long mostPixels)
    {
        // Segments, each a marker and a length that counts itself, up to the one that begins a frame.
        int position = 2;
        while (position + 9 <= file.Length && file[position] == 0xFF)
        {
            byte marker = file[position + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                int size = position + 5;
                ushort height = BinaryPrimitives.ReadUInt16BigEndian(file[size..]);
                ushort width = BinaryPrimitives.ReadUInt16BigEndian(file[(size + 2)..]);
                PictureHeader header = Check(width, height, mostPixels, size, (long)width * height <= MostJpegPixelsPerByte * Math.Max(file.Length, SmallestFile), file.Length);
                return marker is 0xC2 or 0xC6 or 0xCA or 0xCE ? header : header with { BytesPerPixel = 0 };
            }

            // Any number of FF may fill the space before a marker.
            position += marker == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(position + 2)..]);
        }

        throw new ContentException(Invariant($"byte {Math.Min(position, file.Length)} of it must begin a segment on the way to the size of a JPEG picture, but does not"));
    }

    private static PictureHeader ReadWebp(ReadOnlySpan<byte> file, long mostPixels)
    {
        const int chunk = 12;
        const int content = chunk + 8;
        const int end = content + 10;
        if (file.Length >= end)
        {
            ReadOnlySpan<byte> kind = file.Slice(chunk, 4);
            ReadOnlySpan<byte> data = file[content..];
            if (kind.SequenceEqual("VP8 "u8))
                return CheckPlain(Low(data, 6, 14), Low(data, 8, 14), mostPixels, content + 6, file.Length);

            if (kind.SequenceEqual("VP8L"u8))
                return CheckPlain(1 + Low(data, 1, 14), 1 + (Low(data, 1, 28) >> 14), mostPixels, content + 1, file.Length);

            if (kind.SequenceEqual("VP8X"u8))
                return CheckPlain(1 + Low(data, 4, 24), 1 + Low(data[3..], 4, 24), mostPixels, content + 4, file.Length);
        }

        throw new ContentException(Invariant($"byte {chunk} of it must begin the header of a WebP picture, but does not"));
    }

    private static PictureHeader ReadBmp(ReadOnlySpan<byte> file, long mostPixels)
    {
        const int header = 14;
        const int oldHeader = 12;
        const int size = header + 4;
        const int end = size + 12;
        if (file.Length < end)
            throw new ContentException(Invariant($"byte {header} of it must begin the header of a BMP picture, but does not"));

        bool isOld = file[header] == oldHeader;
        uint width = isOld ? BinaryPrimitives.ReadUInt16LittleEndian(file[size..]) : BinaryPrimitives.ReadUInt32LittleEndian(file[size..]);
        // Rows from above to below are said by a height below 0.
        uint height = isOld ? BinaryPrimitives.ReadUInt16LittleEndian(file[(size + 2)..]) : (uint)Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(file[(size + 4)..]));
        int bitsPerPixel = BinaryPrimitives.ReadUInt16LittleEndian(file[(isOld ? size + 6 : size + 10)..]);
        return Check(width, height, mostPixels, size, Bytes(width, height, bitsPerPixel) <= Expanded(file), file.Length);
    }

    private static PictureHeader ReadGif(ReadOnlySpan<byte> file, long mostPixels)
    {
        const int size = 6;
        return file.Length >= size + 4
            ? CheckPlain(BinaryPrimitives.ReadUInt16LittleEndian(file[size..]), BinaryPrimitives.ReadUInt16LittleEndian(file[(size + 2)..]), mostPixels, size, file.Length)
            : throw new ContentException(Invariant($"byte {size} of it must begin the size of a GIF picture, but does not"));
    }

    /// <summary>The lowest bits of the number at a place.</summary>
    private static uint Low(ReadOnlySpan<byte> bytes, int place, int bits)
    {
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        number.Clear();
        bytes[place..Math.Min(place + number.Length, bytes.Length)].CopyTo(number);
        return (uint)(BinaryPrimitives.ReadUInt64LittleEndian(number) & ((1UL << bits) - 1));
    }

    private static ulong Bytes(uint width, uint height, int bitsPerPixel) => (ulong)height * ((ulong)width * (ulong)bitsPerPixel / 8 + 1);

    private static ulong Expanded(ReadOnlySpan<byte> file) => (ulong)(MostExpansion * Math.Max(file.Length, SmallestFile));

    private static PictureHeader CheckPlain(uint width, uint height, long mostPixels, int position, int fileSize) =>
        Check(width, height, mostPixels, position, (long)width * height <= Math.Max(MostPlainPixels, MostPixelsPerByte * fileSize), fileSize);

    private static PictureHeader Check(uint width, uint height, long mostPixels, int position, bool fits, int fileSize)
    {
        if (width == 0 || height == 0 || (ulong)width * height > (ulong)mostPixels)
            throw new ContentException(Invariant($"byte {position} of it must begin a size of 1 to {mostPixels} pixels, but begins one of {width} x {height}"));

        return fits
            ? new PictureHeader((int)width, (int)height, position, WholeBytesPerPixel)
            : throw new ContentException(Invariant($"byte {position} of it begins a size of {width} x {height} pixels, more than its {fileSize} bytes can hold"));
    }
}
