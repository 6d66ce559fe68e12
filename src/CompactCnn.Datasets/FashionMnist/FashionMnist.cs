namespace CompactCnn;

/// <summary>
/// Fashion-MNIST (Zalando SE, MIT licence): 60,000 training and 10,000 test images of clothes in ten classes, 28x28
/// pixels in one channel.
/// </summary>
public static class FashionMnist
{
    /// <summary>The published files, in the order: training images, training labels, test images, test labels.</summary>
    internal static readonly DataSource Source = new(
        "fashion-mnist",
        new Uri("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
        [
            IdxDataset.Gzipped("train-images-idx3-ubyte", 26_421_880, 47_040_016, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
            IdxDataset.Gzipped("train-labels-idx1-ubyte", 29_515, 60_008, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
            IdxDataset.Gzipped("t10k-images-idx3-ubyte", 4_422_102, 7_840_016, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
            IdxDataset.Gzipped("t10k-labels-idx1-ubyte", 5_148, 10_008, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
        ],
        DebianPackage: "dataset-fashion-mnist",
        DebianFolder: "/usr/share/datasets/fashion-mnist");

    /// <summary>What the labels 0..9 mean.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>
    /// Loads the data set, from the first of these places that has all four files, gzipped or not: the folder given,
    /// and if one is given no other; <c>$COMPACTCNN_DATA/fashion-mnist</c>; <c>compactcnn/fashion-mnist</c> in the
    /// user's cache folder; the Debian package dataset-fashion-mnist. What is missing is downloaded to the first place.
    /// The content of every file is checked against its SHA-256 checksum.
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
