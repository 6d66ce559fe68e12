using System.Formats.Tar;

namespace CompactCnn.Datasets.Tests;

/// <summary>An archive as CIFAR has it, but small: two files to train on and one to test on, of 10 + 20 classes.</summary>
internal static class SmallArchive
{
    public const string Name = "small-cifar.tar.gz";
    public const string Folder = "small-batches-bin";

    public static readonly int[] Classes = [20, 100];

    /// <summary>The data files by name.</summary>
    public static IReadOnlyDictionary<string, byte[]> Files { get; } = new Dictionary<string, byte[]>
    {
        ["batch_1.bin"] = CifarBytes.Records(30, Classes, seed: 1),
        ["batch_2.bin"] = CifarBytes.Records(20, Classes, seed: 2),
        ["test.bin"] = CifarBytes.Records(10, Classes, seed: 3),
    };

    /// <summary>The archive as it is published.</summary>
    public static byte[] Published { get; } = Bytes.Gzip(TarBytes.Archive(
        TarEntryFormat.Gnu,
        [($"{Folder}/", []), ($"{Folder}/readme.html", [1, 2, 3]), .. Files.Reverse().Select(file => ($"{Folder}/{file.Key}", file.Value))]));

    /// <summary>The source, at an address that nobody serves unless another one is given.</summary>
    public static DataSource At(Uri? address = null, string? checksum = null) => new(
        "small-cifar",
        address ?? new Uri("http://127.0.0.1:1/data/"),
        [
            new RemoteArchive(
                Name,
                Published.Length,
                checksum ?? Bytes.Checksum(Published),
                [.. Files.Select(file => new DataFile($"{Folder}/{file.Key}", file.Value.Length, Bytes.Checksum(file.Value)))]),
        ],
        Folder);
}
