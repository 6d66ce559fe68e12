namespace CompactCnn.Datasets.Tests;

/// <summary>Files in the binary form of CIFAR.</summary>
internal static class CifarBytes
{
    /// <summary>Images with random pixels; the labels of image i are i modulo each number of classes.</summary>
    public static byte[] Records(int count, int[] classes, int seed = 1)
    {
        var random = new Random(seed);
        using var stream = new MemoryStream();
        byte[] pixels = new byte[CifarRecords.ImageSize];
        for (int image = 0; image < count; image++)
        {
            random.NextBytes(pixels);
            stream.Write([.. classes.Select(number => (byte)(image % number))]);
            stream.Write(pixels);
        }

        return stream.ToArray();
    }
}
