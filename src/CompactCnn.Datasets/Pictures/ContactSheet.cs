using SkiaSharp;
using TorchSharp;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// A picture of the images of a data set, to see at a glance that they and their labels are right: a row for each
/// class, its name, how many images it has, and the first of them. It fits a screen: of many classes, or large images, the
/// first are shown, and how many follow.
/// </summary>
public static class ContactSheet
{
    private const int Gap = 4;
    private const int LeastSide = 64;
    private const int LargestSide = 128;
    private const int ScreenWidth = 1920;
    private const int ScreenHeight = 1080;

    /// <summary>Renders images.</summary>
    /// <param name="images">The images, uint8 with 1 or 3 channels, as they are before any transform.</param>
    /// <param name="classNames">The name of each label, from 0.</param>
    /// <param name="perClass">How many images of each class to show, 1 or more; a class may have fewer, and a screen no room for more.</param>
    /// <returns>A PNG picture.</returns>
    /// <exception cref="ArgumentException">The images are of another kind, or a label has no name.</exception>
    public static byte[] Render(TrainingData images, IReadOnlyList<string> classNames, int perClass = 10)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentOutOfRangeException.ThrowIfLessThan(perClass, 1);
        if (images.ImageType != torch.ScalarType.Byte || images.ImageShape.Channels is not (1 or 3))
            throw new ArgumentException($"images must be uint8 of 1 or 3 channels, but are {images.ImageType} of {images.ImageShape}", nameof(images));

        (int[] counts, long[][] rows) = FirstOfEachClass(images, classNames, perClass);
        string[] names = [.. classNames.Select((name, label) => Invariant($"{name} ({counts[label]:N0})"))];
        var scale = ImageScale.Of(images.ImageShape);
        (int cellWidth, int cellHeight) = (scale.Width + Gap, Math.Max(scale.Height, SheetText.Height) + Gap);
        int shown = Math.Clamp((ScreenHeight - Gap) / cellHeight, 1, rows.Length);
        int lines = shown < rows.Length ? Math.Max(1, shown - 1) : shown;
        string more = Invariant($"and {rows.Length - lines:N0} more classes");
        int textWidth = names.Take(lines).Append(lines < rows.Length ? more : "").Max(SheetText.Width);
        int columns = Math.Clamp((ScreenWidth - 3 * Gap - textWidth) / cellWidth, 1, Math.Max(1, rows.Take(lines).Max(row => row.Length)));
        var sheet = new Sheet(3 * Gap + textWidth + columns * cellWidth, Gap + lines * cellHeight + (lines < rows.Length ? SheetText.Height + 2 * Gap : 0));
        for (int label = 0; label < lines; label++)
        {
            int top = Gap + label * cellHeight;
            sheet.Write(names[label], Gap, top + (cellHeight - Gap - SheetText.Height) / 2);
            foreach ((int place, long image) in rows[label].Take(columns).Index())
            {
                using torch.Tensor pixels = images.RawImage(image);
                sheet.Draw(pixels, images.ImageShape, scale, 2 * Gap + textWidth + place * cellWidth, top);
            }
        }

        if (lines < rows.Length)
            sheet.Write(more, Gap, 2 * Gap + lines * cellHeight);

        return sheet.Encode();
    }

    /// <summary>Letters of class names that neither this library nor a font of this machine can draw: boxes stand for them.</summary>
    /// <param name="classNames">The names.</param>
    /// <returns>Each letter once; empty where all can be drawn.</returns>
    public static string Undrawn(IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        return SheetText.Undrawn(classNames);
    }

    /// <summary>Renders the training images of a data set to a file.</summary>
    /// <param name="path">The file; an existing one is replaced, as a whole or not at all.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="perClass">How many images of each class to show, 1 or more; a class may have fewer.</param>
    /// <exception cref="ArgumentException">The images are of another kind.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, Dataset dataset, int perClass = 10)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(dataset);
        byte[] sheet = Render(dataset.Train, dataset.ClassNames, perClass);
        WholeFile.Replace(path, stream => stream.Write(sheet));
    }

    private static (int[] Counts, long[][] Rows) FirstOfEachClass(TrainingData images, IReadOnlyList<string> classNames, int perClass)
    {
        int[] counts = new int[classNames.Count];
        List<long>[] rows = [.. classNames.Select(_ => new List<long>())];
        using torch.Tensor labels = images.Labels.cpu();
        foreach ((int image, long label) in labels.data<long>().Index())
        {
            if (label < 0 || label >= rows.Length)
                throw new ArgumentException(Invariant($"classNames must have a name for every label, but have {rows.Length} and none for {label}"), nameof(classNames));

            counts[label]++;
            if (rows[label].Count < perClass)
                rows[label].Add(image);
        }

        return (counts, [.. rows.Select(row => row.ToArray())]);
    }

    /// <summary>How images are shown: each pixel as a square of several, or of several pixels one.</summary>
    /// <param name="Width">Pixels of the sheet that an image takes in a row.</param>
    /// <param name="Height">Rows that it takes.</param>
    /// <param name="Zoom">Side of the square that a pixel becomes.</param>
    /// <param name="Skip">Pixels of which the first is shown.</param>
    private readonly record struct ImageScale(int Width, int Height, int Zoom, int Skip)
    {
        public static ImageScale Of(FeatureShape shape)
        {
            int side = Math.Max(shape.Height, shape.Width);
            int zoom = Math.Max(1, LeastSide / side);
            int skip = (side + LargestSide - 1) / LargestSide;
            return new ImageScale(zoom * ((shape.Width + skip - 1) / skip), zoom * ((shape.Height + skip - 1) / skip), zoom, skip);
        }
    }

    /// <summary>Pixels to draw on, white at first.</summary>
    private sealed class Sheet
    {
        private const int Channels = 4;

        private readonly int width;
        private readonly int height;
        private readonly byte[] pixels;

        public Sheet(int width, int height)
        {
            (this.width, this.height) = (width, height);
            pixels = new byte[width * height * Channels];
            pixels.AsSpan().Fill(byte.MaxValue);
        }

        public void Write(string text, int left, int top) => SheetText.Draw(text, left, top, (x, y, side, dark) =>
        {
            byte brightness = (byte)(byte.MaxValue - dark);
            Fill(x, y, side, brightness, brightness, brightness);
        });

        public void Draw(torch.Tensor image, FeatureShape shape, ImageScale scale, int left, int top)
        {
            ReadOnlySpan<byte> values = image.bytes;
            int size = shape.Height * shape.Width;
            for (int row = 0; row < shape.Height; row += scale.Skip)
            {
                for (int column = 0; column < shape.Width; column += scale.Skip)
                {
                    // Of one channel, all three colours are taken.
                    int place = row * shape.Width + column;
                    byte red = values[place];
                    byte green = values[place + (shape.Channels - 1) / 2 * size];
                    byte blue = values[place + (shape.Channels - 1) * size];
                    Fill(left + column / scale.Skip * scale.Zoom, top + row / scale.Skip * scale.Zoom, scale.Zoom, red, green, blue);
                }
            }
        }

        public byte[] Encode()
        {
            using SKImage image = SKImage.FromPixelCopy(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque), pixels);
            using SKData data = image.Encode(SKEncodedImageFormat.Png, quality: 100);
            return data.ToArray();
        }

        private void Fill(int left, int top, int side, byte red, byte green, byte blue)
        {
            for (int row = Math.Max(0, top); row < Math.Min(height, top + side); row++)
            {
                for (int column = Math.Max(0, left); column < Math.Min(width, left + side); column++)
                {
                    int place = (row * width + column) * Channels;
                    (pixels[place], pixels[place + 1], pixels[place + 2]) = (red, green, blue);
                }
            }
        }
    }
}
