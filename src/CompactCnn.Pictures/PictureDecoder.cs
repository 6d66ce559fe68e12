using SkiaSharp;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// Decodes a picture to pixels of a given size: turned as its camera was held, its middle cut out in the
/// proportions asked for, and scaled. What is transparent is laid on white.
/// </summary>
internal static class PictureDecoder
{
    /// <summary>Decodes a picture.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="shape">The size asked for, in three channels or in one, which is grey.</param>
    /// <param name="pixels">Is given the pixels, channel by channel and row by row.</param>
    /// <exception cref="ContentException">It is no picture, or not a whole one.</exception>
    public static void Decode(byte[] file, PictureShape shape, Span<byte> pixels)
    {
        PictureHeader header = PictureHeader.Read(file);
        using SKData data = SKData.CreateCopy(file);
        using SKCodec? codec = SKCodec.Create(data);
        if (codec is null || codec.Info.Width != header.Width || codec.Info.Height != header.Height)
            throw new ContentException(Invariant($"byte {header.Position} of it begins a size of {header.Width} x {header.Height} pixels, but what follows cannot be decoded"));

        using SKBitmap whole = Decode(codec, header, shape);
        using SKBitmap scaled = Scale(whole, codec.EncodedOrigin, shape);
        CopyChannels(scaled.GetPixelSpan(), shape, pixels);
    }

    private static SKBitmap Decode(SKCodec codec, PictureHeader header, PictureShape shape)
    {
        // Large photographs are decoded at a fraction of their size where their form allows it, but not below twice what is needed.
        float least = 2f * Math.Max(shape.Height, shape.Width) / Math.Min(header.Height, header.Width);
        SKSizeI size = codec.GetScaledDimensions(Math.Min(1, least));
        var bitmap = new SKBitmap();
        try
        {
            SKCodecResult result = bitmap.TryAllocPixels(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul))
                ? codec.GetPixels(bitmap.Info, bitmap.GetPixels())
                : SKCodecResult.InternalError;
            // What cannot be changed any more is not copied where it is drawn.
            bitmap.SetImmutable();
            return result == SKCodecResult.Success
                ? bitmap
                : throw new ContentException(Invariant($"byte {header.Position} of it begins a size of {header.Width} x {header.Height} pixels, but they cannot be decoded: {result}"));
        }
        catch
        {
            bitmap.Dispose();
            throw;
        }
    }

    private static SKBitmap Scale(SKBitmap whole, SKEncodedOrigin origin, PictureShape shape)
    {
        bool isTurned = origin >= SKEncodedOrigin.LeftTop;
        (float width, float height) = isTurned ? (whole.Height, whole.Width) : (whole.Width, whole.Height);
        float scale = Math.Max(shape.Width / width, shape.Height / height);
        SKMatrix fit = SKMatrix.CreateScaleTranslation(scale, scale, (shape.Width - scale * width) / 2, (shape.Height - scale * height) / 2);

        var scaled = new SKBitmap(shape.Width, shape.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        using var canvas = new SKCanvas(scaled);
        using SKImage image = SKImage.FromBitmap(whole);
        // Shrunk pictures are averaged, for a cubic that skips pixels would alias; this cubic leaves a picture of the right size as it is.
        SKSamplingOptions sampling = scale < 1
            ? new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)
            : new SKSamplingOptions(SKCubicResampler.CatmullRom);
        canvas.Clear(SKColors.White);
        canvas.SetMatrix(SKMatrix.Concat(fit, Upright(origin, whole.Width, whole.Height)));
        canvas.DrawImage(image, 0, 0, sampling);
        canvas.Flush();
        return scaled;
    }

    /// <summary>Where a pixel of the stored picture is in the upright one.</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    private static void CopyChannels(ReadOnlySpan<byte> colours, PictureShape shape, Span<byte> pixels)
    {
        int count = shape.Height * shape.Width;
        for (int place = 0; place < count; place++)
        {
            (byte red, byte green, byte blue) = (colours[4 * place], colours[4 * place + 1], colours[4 * place + 2]);
            if (shape.Channels == 1)
            {
                // As eyes weigh the colours (ITU-R BT.601).
                pixels[place] = (byte)((299 * red + 587 * green + 114 * blue + 500) / 1000);
                continue;
            }

            pixels[place] = red;
            pixels[count + place] = green;
            pixels[2 * count + place] = blue;
        }
    }
}
