namespace CompactCnn;

/// <summary>
/// MNIST (Y. LeCun, C. Cortes, C. Burges): 60,000 training and 10,000 test images of handwritten digits, 28x28 pixels
/// in one channel.
/// </summary>
public static class Mnist
{
    /// <summary>The published files, in the order: training images, training labels, test images, test labels.</summary>
    internal static readonly DataSource Source = new(
        "mnist",
        new Uri("https://ossci-datasets.s3.amazonaws.com/mnist/"),
        [
            IdxDataset.Gzipped("train-images-idx3-ubyte", 9_912_422, 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
            IdxDataset.Gzipped("train-labels-idx1-ubyte", 28_881, 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
            IdxDataset.Gzipped("t10k-images-idx3-ubyte", 1_648_877, 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
            IdxDataset.Gzipped("t10k-labels-idx1-ubyte", 4_542, 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
        ]);

    /// <summary>What the labels 0..9 mean: the digits themselves.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = Digits.Names;

    /// <summary>
    /// Loads the data set, from the first of these places that has all four files, gzipped or not: the folder given,
    /// and if one is given no other; <c>$COMPACTCNN_DATA/mnist</c>; <c>compactcnn/mnist</c> in the user's cache folder.
    /// What is missing is downloaded to the first place. The content of every file is checked against its SHA-256
    /// checksum.
    /// </summary>
    /// <param name="folder">Where the files must be, or be downloaded to; absent: the usual places.</param>
    /// <param name="offline">Forbids downloading.</param>
    /// <param name="progress">Told of each piece downloaded.</param>
    /// <param name="ct">Ends a download; the next one resumes it.</param>
    /// <returns>The data set, uint8 images [count, 1, 28, 28] in about 55 MB, owned by the caller.</returns>
    /// <exception cref="DatasetException">A file is missing and cannot be downloaded, or is not the one published.</exception>
    /// <exception cref="OperationCanceledException">The download was cancelled.</exception>
    public static Dataset Load(string? folder = null, bool offline = false, IProgress<DownloadProgress>? progress = null, CancellationToken ct = default) =>
        Load(Source, folder, offline, progress, ct);

    internal static Dataset Load(DataSource source, string? folder, bool offline, IProgress<DownloadProgress>? progress, CancellationToken ct) =>
        IdxDataset.Load(source, ClassNames, folder, offline, progress, ct);
}
