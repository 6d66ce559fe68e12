namespace CompactCnn.Datasets.Tests;

/// <summary>Four files as Fashion-MNIST has them, but small.</summary>
internal static class SmallSource
{
    public const int TrainCount = 40;
    public const int TestCount = 20;

    /// <summary>The files by name, gzipped.</summary>
    public static IReadOnlyDictionary<string, byte[]> Files { get; } = new Dictionary<string, byte[]>
    {
        ["train-images-idx3-ubyte.gz"] = Bytes.Gzip(Bytes.Idx(Bytes.Images(TrainCount, 28, seed: 1))),
        ["train-labels-idx1-ubyte.gz"] = Bytes.Gzip(Bytes.Idx(Bytes.Labels(TrainCount))),
        ["t10k-images-idx3-ubyte.gz"] = Bytes.Gzip(Bytes.Idx(Bytes.Images(TestCount, 28, seed: 2))),
        ["t10k-labels-idx1-ubyte.gz"] = Bytes.Gzip(Bytes.Idx(Bytes.Labels(TestCount))),
    };

    /// <summary>The source, at an address that nobody serves unless another one is given.</summary>
    public static DataSource At(Uri? address = null) => new(
        "small-mnist",
        address ?? new Uri("http://127.0.0.1:1/data/"),
        [.. FashionMnist.Source.Downloads.Select(file => Describe(file.Name))],
        DebianPackage: "dataset-small-mnist");

    /// <summary>What is expected of one of the files.</summary>
    public static RemoteDataFile Describe(string name)
    {
        byte[] content = Bytes.Gunzip(Files[name]);
        return new RemoteDataFile(name, Files[name].Length, new DataFile(Path.GetFileNameWithoutExtension(name), content.Length, Bytes.Checksum(content)));
    }

    /// <summary>Puts the files in a folder.</summary>
    public static void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, byte[] bytes) in Files)
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
    }
}
