using System.IO.Compression;
using System.Security.Cryptography;

namespace CompactCnn.Datasets.Tests;

/// <summary>Files in memory.</summary>
internal static class Bytes
{
    /// <summary>An array as the bytes of an IDX file.</summary>
    public static byte[] Idx(IdxArray array)
    {
        using var stream = new MemoryStream();
        IdxFile.Write(stream, array);
        return stream.ToArray();
    }

    /// <summary>Random images [count, size, size].</summary>
    public static IdxArray Images(int count, int size, int seed = 1)
    {
        byte[] pixels = new byte[count * size * size];
        new Random(seed).NextBytes(pixels);
        return new IdxArray([count, size, size], pixels);
    }

    /// <summary>Labels 0, 1, ..., 9, 0, ...</summary>
    public static IdxArray Labels(int count) =>
        new([count], Enumerable.Range(0, count).Select(image => (byte)(image % 10)).ToArray());

    /// <summary>An IDX header of any four numbers or two.</summary>
    public static byte[] Header(params uint[] numbers) =>
        [.. numbers.SelectMany(number => new[] { (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number })];

    public static byte[] Gzip(byte[] content, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, level))
            gzip.Write(content);

        return stream.ToArray();
    }

    public static byte[] Gunzip(byte[] gzipped)
    {
        using var gzip = new GZipStream(new MemoryStream(gzipped), CompressionMode.Decompress);
        using var content = new MemoryStream();
        gzip.CopyTo(content);
        return content.ToArray();
    }

    public static string Checksum(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
