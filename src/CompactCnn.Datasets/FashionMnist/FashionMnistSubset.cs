using System.IO.Compression;

namespace CompactCnn;

/// <summary>
/// A part of Fashion-MNIST that travels inside this assembly, for a first run without files and without a network: of
/// each class the first 600 training and the first 500 test images, in the order of the published files.
/// </summary>
public static class FashionMnistSubset
{
    internal const string Name = "fashion-mnist-subset";

    /// <summary>Loads the 6,000 training and 5,000 test images.</summary>
    /// <returns>The data set, uint8 images [count, 1, 28, 28] in about 9 MB, owned by the caller.</returns>
    public static Dataset Load() => IdxDataset.Make(
        Name,
        Read("train-images-idx3-ubyte.br", IdxReader.ReadImages),
        Read("train-labels-idx1-ubyte.br", IdxReader.ReadLabels),
        Read("t10k-images-idx3-ubyte.br", IdxReader.ReadImages),
        Read("t10k-labels-idx1-ubyte.br", IdxReader.ReadLabels),
        FashionMnist.ClassNames);

    private static IdxArray Read(string file, Func<Stream, long, IdxArray> read)
    {
        using Stream stored = typeof(FashionMnistSubset).Assembly.GetManifestResourceStream($"{Name}/{file}")!;
        using var content = new BrotliStream(stored, CompressionMode.Decompress);
        return read(content, stored.Length);
    }
}
