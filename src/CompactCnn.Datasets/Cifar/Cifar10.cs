namespace CompactCnn;

/// <summary>
/// CIFAR-10 (A. Krizhevsky, 2009): 50,000 training and 10,000 test photographs in ten classes, 32x32 pixels in three
/// channels.
/// </summary>
public static class Cifar10
{
    private const string Archive = "cifar-10-batches-bin";
    private const int BatchSize = 30_730_000;

    /// <summary>The published archive, and in it five files to train on and one to test on.</summary>
    internal static readonly DataSource Source = new(
        "cifar-10",
        new Uri("https://www.cs.toronto.edu/~kriz/"),
        [
            new RemoteArchive(
                "cifar-10-binary.tar.gz",
                170_052_171,
                "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
                [
                    new($"{Archive}/data_batch_1.bin", BatchSize, "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
                    new($"{Archive}/data_batch_2.bin", BatchSize, "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
                    new($"{Archive}/data_batch_3.bin", BatchSize, "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
                    new($"{Archive}/data_batch_4.bin", BatchSize, "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
                    new($"{Archive}/data_batch_5.bin", BatchSize, "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
                    new($"{Archive}/test_batch.bin", BatchSize, "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"),
                ]),
        ],
        Archive);

    /// <summary>What the labels 0..9 mean.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>
    /// Loads the data set, from the first of these places that has its six files, there or in a folder
    /// <c>cifar-10-batches-bin</c>, gzipped or not: the folder given, and if one is given no other;
    /// <c>$COMPACTCNN_DATA/cifar-10</c>; <c>$COMPACTCNN_DATA/cifar-10-batches-bin</c>; <c>compactcnn/cifar-10</c> in the
    /// user's cache folder. If none has them, the archive is downloaded to the first place, unless it lies there, and
    /// unpacked. The archive and the content of every file are checked against their SHA-256 checksums.
    /// </summary>
    /// <param name="folder">Where the files must be, or be downloaded to; absent: the usual places.</param>
    /// <param name="offline">Forbids downloading.</param>
    /// <param name="progress">Told of each piece downloaded.</param>
    /// <param name="ct">Ends a download; the next one resumes it.</param>
    /// <returns>The data set, uint8 images [count, 3, 32, 32] in about 185 MB, owned by the caller.</returns>
    /// <exception cref="DatasetException">A file is missing and cannot be downloaded, or is not the one published.</exception>
    /// <exception cref="OperationCanceledException">The download was cancelled.</exception>
    public static Dataset Load(string? folder = null, bool offline = false, IProgress<DownloadProgress>? progress = null, CancellationToken ct = default) =>
        Load(Source, folder, offline, progress, ct);

    internal static Dataset Load(DataSource source, string? folder, bool offline, IProgress<DownloadProgress>? progress, CancellationToken ct) =>
        Cifar.Load(source, [ClassNames.Count], label: 0, ClassNames, folder, offline, progress, ct);
}
