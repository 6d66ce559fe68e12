using SkiaSharp;
using TorchSharp;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// A picture of the images of a data set, to see at a glance that they and their labels are right: a row for each
/// class, its name, and its first images.
/// </summary>
public static class ContactSheet
{
    private const int Gap = 4;
    private const int TextScale = 2;
    private const int LeastSide = 64;

    /// <summary>Renders images.</summary>
    /// <param name="images">The images, uint8 with 1 or 3 channels, as they are before any transform.</param>
    /// <param name="classNames">The name of each label, from 0.</param>
    /// <param name="perClass">How many images of each class to show, 1 or more; a class may have fewer.</param>
    /// <returns>A PNG picture.</returns>
    /// <exception cref="ArgumentException">The images are of another kind, a label has no name, or the picture would be too large.</exception>
    public static byte[] Render(TrainingData images, IReadOnlyList<string> classNames, int perClass = 10)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentOutOfRangeException.ThrowIfLessThan(perClass, 1);
        if (images.Images.dtype != torch.ScalarType.Byte || images.ImageShape.Channels is not (1 or 3))
            throw new ArgumentException($"images must be uint8 of 1 or 3 channels, but are {images.Images.dtype} of {images.ImageShape}", nameof(images));

        long[][] rows = FirstOfEachClass(images, classNames, perClass);
        int zoom = Math.Max(1, LeastSide / Math.Max(images.ImageShape.Height, images.ImageShape.Width));
        int textWidth = classNames.Max(name => name.Length) * PixelFont.Advance * TextScale;
        (int cellWidth, int cellHeight) = (zoom * images.ImageShape.Width + Gap, zoom * images.ImageShape.Height + Gap);
        cellHeight = Math.Max(cellHeight, PixelFont.Height * TextScale + Gap);
        var sheet = new Sheet(checked(3 * Gap + textWidth + rows.Max(row => row.Length) * cellWidth), checked(Gap + rows.Length * cellHeight));
        for (int label = 0; label < rows.Length; label++)
        {
            int top = Gap + label * cellHeight;
            sheet.Write(classNames[label], Gap, top + (cellHeight - Gap - PixelFont.Height * TextScale) / 2, TextScale);
            for (int place = 0; place < rows[label].Length; place++)
            {
                using torch.Tensor image = images.Images[rows[label][place]].cpu();
                sheet.Draw(image, images.ImageShape, 2 * Gap + textWidth + place * cellWidth, top, zoom);
            }
        }

        return sheet.Encode();
    }

    /// <summary>Renders the training images of a data set to a file.</summary>
    /// <param name="path">The file; an existing one is replaced, as a whole or not at all.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="perClass">How many images of each class to show, 1 or more; a class may have fewer.</param>
    /// <exception cref="ArgumentException">The images are of another kind, or the picture would be too large.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, Dataset dataset, int perClass = 10)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(dataset);
        byte[] sheet = Render(dataset.Train, dataset.ClassNames, perClass);
        WholeFile.Replace(path, stream => stream.Write(sheet));
    }

    private static long[][] FirstOfEachClass(TrainingData images, IReadOnlyList<string> classNames, int perClass)
    {
        List<long>[] rows = [.. classNames.Select(_ => new List<long>())];
        using torch.Tensor labels = images.Labels.cpu();
        foreach ((int image, long label) in labels.data<long>().Index())
        {
            if (label < 0 || label >= rows.Length)
                throw new ArgumentException(Invariant($"classNames must have a name for every label, but have {rows.Length} and none for {label}"), nameof(classNames));

            if (rows[label].Count < perClass)
                rows[label].Add(image);
        }

        return [.. rows.Select(row => row.ToArray())];
    }

    /// <summary>Pixels to draw on, white at first.</summary>
    private sealed class Sheet
    {
        private const int MostPixels = 1 << 28;
        private const int Channels = 4;

        private readonly int width;
        private readonly int height;
        private readonly byte[] pixels;

        public Sheet(int width, int height)
        {
            if ((long)width * height > MostPixels)
                throw new ArgumentException(Invariant($"a sheet must have {MostPixels} pixels at most, but would have {width} x {height}; show fewer images of each class"));

            (this.width, this.height) = (width, height);
            pixels = new byte[width * height * Channels];
            pixels.AsSpan().Fill(byte.MaxValue);
        }

        public void Write(string text, int left, int top, int scale)
        {
            foreach ((int column, int row) in PixelFont.Draw(text))
                Fill(left + column * scale, top + row * scale, scale, 0, 0, 0);
        }

        public void Draw(torch.Tensor image, FeatureShape shape, int left, int top, int zoom)
        {
            ReadOnlySpan<byte> values = image.bytes;
            int size = shape.Height * shape.Width;
            for (int place = 0; place < size; place++)
            {
                // Of one channel, all three colours are taken.
                byte red = values[place];
                byte green = values[place + (shape.Channels - 1) / 2 * size];
                byte blue = values[place + (shape.Channels - 1) * size];
                Fill(left + place % shape.Width * zoom, top + place / shape.Width * zoom, zoom, red, green, blue);
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
            for (int row = top; row < top + side; row++)
            {
                for (int column = left; column < left + side; column++)
                {
                    int place = (row * width + column) * Channels;
                    (pixels[place], pixels[place + 1], pixels[place + 2]) = (red, green, blue);
                }
            }
        }
    }
}
