using SkiaSharp;

namespace CompactCnn.CommandLine.Tests;

/// <summary>Small pictures of noise, for data sets of a test's own.</summary>
internal static class Pictures
{
    /// <summary>Draws PNG files into a folder, which is made if need be; the same seed draws the same.</summary>
    public static void Draw(string folder, int count, int seed, int size = 32)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(seed);
        for (int picture = 0; picture < count; picture++)
        {
            using var bitmap = new SKBitmap(size, size);
            for (int y = 0; y < size; y++)
            {
                for (int x = 0; x < size; x++)
                    bitmap.SetPixel(x, y, new SKColor((uint)random.Next() | 0xff000000));
            }

            using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(Path.Combine(folder, $"{picture:D4}.png"), png.ToArray());
        }
    }
}
