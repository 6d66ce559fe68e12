using System.Buffers.Binary;
using SkiaSharp;

namespace CompactCnn.Datasets.Tests;

/// <summary>PNG and JPEG files.</summary>
internal static class PictureBytes
{
    /// <summary>A picture of one colour.</summary>
    public static byte[] Plain(SKColor colour, int width = 32, int height = 32, SKEncodedImageFormat format = SKEncodedImageFormat.Png) =>
        Encode(width, height, (_, _) => colour, format);

    /// <summary>A picture with a colour in each quarter: red and green above, blue and white below.</summary>
    public static byte[] Quarters(int width, int height, SKEncodedImageFormat format = SKEncodedImageFormat.Png) => Encode(
        width,
        height,
        (column, row) => (column < width / 2, row < height / 2) switch
        {
            (true, true) => SKColors.Red,
            (false, true) => SKColors.Lime,
            (true, false) => SKColors.Blue,
            _ => SKColors.White,
        },
        format);

    /// <summary>A picture of any colours.</summary>
    public static byte[] Encode(int width, int height, Func<int, int, SKColor> colour, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
                bitmap.SetPixel(column, row, colour(column, row));
        }

        using SKData data = bitmap.Encode(format, quality: 100);
        return data.ToArray();
    }

    /// <summary>The same JPEG picture with a note of how its camera was held, 1 to 8.</summary>
    public static byte[] Turned(byte[] jpeg, byte orientation) =>
    [
        .. jpeg[..2],
        0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0,
        .. jpeg[2..],
    ];

    /// <summary>Gives every chunk of a PNG a right checksum, so that damage in it is not found by that alone.</summary>
    public static byte[] MendChecksums(byte[] png)
    {
        for (int start = 8; start + 12 <= png.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(start));
            if (length > png.Length - start - 12)
                break;

            Span<byte> chunk = png.AsSpan(start + 4, (int)length + 4);
            BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(start + 8 + (int)length), Crc(chunk));
            start += (int)length + 12;
        }

        return png;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }
}
