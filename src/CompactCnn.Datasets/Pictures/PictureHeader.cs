using System.Buffers.Binary;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// What a PNG or JPEG file says of its size, read before anything is decoded: a decoder allocates what it says.
/// </summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Position">The byte at which it is said.</param>
internal readonly record struct PictureHeader(int Width, int Height, int Position)
{
    /// <summary>More than any camera makes.</summary>
    private const long MostPixels = 1L << 26;

    /// <summary>Compressed data expand a thousandfold at most in PNG; in JPEG, eight by eight pixels take a bit at least.</summary>
    private const long MostExpansion = 1_040;
    private const long MostJpegPixelsPerByte = 512;
    private const int SmallestFile = 64;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> JpegSignature => [0xFF, 0xD8, 0xFF];

    /// <summary>Whether a file begins like PNG or JPEG.</summary>
    public static bool IsPngOrJpeg(ReadOnlySpan<byte> file) => file.StartsWith(PngSignature) || file.StartsWith(JpegSignature);

    /// <summary>Reads the header.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="mostPixels">The largest picture that is accepted, in pixels.</param>
    /// <exception cref="ContentException">It is neither PNG nor JPEG, or says a size that is too large or that so small a file cannot hold.</exception>
    public static PictureHeader Read(ReadOnlySpan<byte> file, long mostPixels = MostPixels)
    {
        if (file.StartsWith(PngSignature))
            return ReadPng(file, mostPixels);

        return file.StartsWith(JpegSignature)
            ? ReadJpeg(file, mostPixels)
            : throw new ContentException("byte 0 of it must begin the signature of PNG or JPEG, but does not");
    }

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
        ulong bytes = (ulong)height * ((ulong)width * (ulong)bitsPerPixel / 8 + 1);
        return Check(width, height, mostPixels, size, bytes <= (ulong)(MostExpansion * Math.Max(file.Length, SmallestFile)), file.Length);
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
                return Check(width, height, mostPixels, size, (long)width * height <= MostJpegPixelsPerByte * Math.Max(file.Length, SmallestFile), file.Length);
            }

            // Any number of FF may fill the space before a marker.
            position += marker == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(position + 2)..]);
        }

        throw new ContentException(Invariant($"byte {Math.Min(position, file.Length)} of it must begin a segment on the way to the size of a JPEG picture, but does not"));
    }

    private static PictureHeader Check(uint width, uint height, long mostPixels, int position, bool fits, int fileSize)
    {
        if (width == 0 || height == 0 || (ulong)width * height > (ulong)mostPixels)
            throw new ContentException(Invariant($"byte {position} of it must begin a size of 1 to {mostPixels} pixels, but begins one of {width} x {height}"));

        return fits
            ? new PictureHeader((int)width, (int)height, position)
            : throw new ContentException(Invariant($"byte {position} of it begins a size of {width} x {height} pixels, more than its {fileSize} bytes can hold"));
    }
}
