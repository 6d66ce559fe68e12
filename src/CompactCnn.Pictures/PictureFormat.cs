namespace CompactCnn;

/// <summary>A kind of picture, by the first bytes of its file: its name may say anything.</summary>
internal enum PictureFormat
{
    /// <summary>None that can be read.</summary>
    Unknown,

    /// <summary>Portable Network Graphics.</summary>
    Png,

    /// <summary>JPEG, of one sweep over the pixels or of several.</summary>
    Jpeg,

    /// <summary>WebP, with losses or without.</summary>
    Webp,

    /// <summary>The bitmaps of Windows.</summary>
    Bmp,

    /// <summary>GIF, of which the first picture is taken.</summary>
    Gif,
}

/// <summary>Tells the formats by their signatures.</summary>
internal static class PictureFormats
{
    /// <summary>As sentences name them.</summary>
    public const string Names = "PNG, JPEG, WebP, BMP or GIF";

    /// <summary>As many bytes as the longest signature has.</summary>
    public const int SignatureLength = 18;

    private const int WebpPlace = 8;
    private const int BmpHeaderPlace = 14;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> JpegSignature => [0xFF, 0xD8, 0xFF];

    /// <summary>Lengths of the headers that bitmaps may have.</summary>
    private static ReadOnlySpan<byte> BmpHeaders => [12, 40, 52, 56, 64, 108, 124];

    /// <summary>The format of a file that begins so.</summary>
    public static PictureFormat Of(ReadOnlySpan<byte> file) =>
        file.StartsWith(PngSignature) ? PictureFormat.Png
            : file.StartsWith(JpegSignature) ? PictureFormat.Jpeg
            : file.StartsWith("RIFF"u8) && file.Length >= WebpPlace + 4 && file[WebpPlace..].StartsWith("WEBP"u8) ? PictureFormat.Webp
            : IsBmp(file) ? PictureFormat.Bmp
            : file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8) ? PictureFormat.Gif
            : PictureFormat.Unknown;

    /// <summary>Two letters alone would be those of many a text.</summary>
    private static bool IsBmp(ReadOnlySpan<byte> file) =>
        file.StartsWith("BM"u8) && file.Length >= SignatureLength
        && BmpHeaders.Contains(file[BmpHeaderPlace]) && file[(BmpHeaderPlace + 1)..SignatureLength].SequenceEqual("\0\0\0"u8);
}
