using System.Buffers.Binary;
using SkiaSharp;

namespace CompactCnn.Datasets.Tests;

/// <summary>Files of pictures.</summary>
internal static class PictureBytes
{
    /// <summary>A picture of one colour.</summary>
    public static byte[] Plain(SKColor colour, int width = 32, int height = 32, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        bitmap.Erase(colour);
        using SKData data = bitmap.Encode(format, quality: 100);
        return data.ToArray();
    }

    /// <summary>The colours of <see cref="Quarters"/>.</summary>
    private static readonly SKColor[] Palette = [SKColors.Red, SKColors.Lime, SKColors.Blue, SKColors.White];

    /// <summary>A picture with a colour in each quarter: red and green above, blue and white below.</summary>
    public static byte[] Quarters(int width, int height, SKEncodedImageFormat format = SKEncodedImageFormat.Png) => format switch
    {
        SKEncodedImageFormat.Bmp => BmpQuarters(width, height),
        SKEncodedImageFormat.Gif => GifQuarters(width, height),
        _ => Encode(width, height, (column, row) => Palette[Quarter(column, row, width, height)], format),
    };

    /// <summary>Rows from below to above, blue, green, red, each row of a multiple of four bytes.</summary>
    private static byte[] BmpQuarters(int width, int height)
    {
        const int header = 54;
        int stride = (width * 3 + 3) / 4 * 4;
        byte[] file = new byte[header + stride * height];
        (file[0], file[1], file[10], file[14], file[26], file[28]) = ((byte)'B', (byte)'M', header, 40, 1, 24);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                SKColor colour = Palette[Quarter(column, row, width, height)];
                ((byte[])[colour.Blue, colour.Green, colour.Red]).CopyTo(file, header + (height - 1 - row) * stride + 3 * column);
            }
        }

        return file;
    }

    /// <summary>Codes of three bits that stay so: the table is cleared before it grows.</summary>
    private static byte[] GifQuarters(int width, int height)
    {
        const int clear = 4;
        const int end = 5;
        List<int> codes = [];
        for (int pixel = 0; pixel < width * height; pixel++)
            codes.AddRange(pixel % 2 == 0 ? [clear, Quarter(pixel % width, pixel / width, width, height)] : [Quarter(pixel % width, pixel / width, width, height)]);

        codes.Add(end);
        byte[] bits = new byte[(3 * codes.Count + 7) / 8];
        foreach ((int place, int code) in codes.Index())
        {
            for (int bit = 0; bit < 3; bit++)
                bits[(3 * place + bit) / 8] |= (byte)((code >> bit & 1) << ((3 * place + bit) % 8));
        }

        byte[] size = [(byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)];
        return
        [
            .. "GIF89a"u8, .. size, 0x81, 0, 0, .. Palette.SelectMany(colour => (byte[])[colour.Red, colour.Green, colour.Blue]),
            0x2C, 0, 0, 0, 0, .. size, 0, 2, .. bits.Chunk(255).SelectMany(block => (byte[])[(byte)block.Length, .. block]), 0, 0x3B,
        ];
    }

    private static int Quarter(int column, int row, int width, int height) => (column < width / 2 ? 0 : 1) + (row < height / 2 ? 0 : 2);

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
