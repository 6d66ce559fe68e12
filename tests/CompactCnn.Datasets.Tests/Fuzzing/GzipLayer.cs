using System.IO.Compression;

namespace CompactCnn.Datasets.Tests;

/// <summary>A file with a gzip layer, damaged below it, in it, or both.</summary>
internal static class GzipLayer
{
    public static (byte[] File, long RealSize) Damage(byte[] content, Func<byte[], byte[]> damageContent, Mutator mutator)
    {
        byte[] damaged = mutator.Random.Next(4) == 0 ? content : damageContent(content);
        byte[] gzipped = Bytes.Gzip(damaged, CompressionLevel.Fastest);
        return (mutator.Random.Next(2) == 0 ? gzipped : mutator.Mutate(gzipped), damaged.Length + gzipped.Length);
    }
}
