namespace CompactCnn;

/// <summary>
/// CIFAR-100 (A. Krizhevsky, 2009): 50,000 training and 10,000 test photographs in 100 classes, which make up 20
/// superclasses, 32x32 pixels in three channels.
/// </summary>
public static class Cifar100
{
    private const string Archive = "cifar-100-binary";

    /// <summary>The published archive, and in it a file to train on and one to test on.</summary>
    internal static readonly DataSource Source = new(
        "cifar-100",
        new Uri("https://www.cs.toronto.edu/~kriz/"),
        [
            new RemoteArchive(
                "cifar-100-binary.tar.gz",
                168_513_733,
                "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
                [
                    new($"{Archive}/train.bin", 153_700_000, "f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29"),
                    new($"{Archive}/test.bin", 30_740_000, "d8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a"),
                ]),
        ],
        Archive);

    /// <summary>What the fine labels 0..99 mean.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
    [
        "apple", "aquarium fish", "baby", "bear", "beaver", "bed", "bee", "beetle", "bicycle", "bottle",
        "bowl", "boy", "bridge", "bus", "butterfly", "camel", "can", "castle", "caterpillar", "cattle",
        "chair", "chimpanzee", "clock", "cloud", "cockroach", "couch", "crab", "crocodile", "cup", "dinosaur",
        "dolphin", "elephant", "flatfish", "forest", "fox", "girl", "hamster", "house", "kangaroo", "keyboard",
        "lamp", "lawn mower", "leopard", "lion", "lizard", "lobster", "man", "maple tree", "motorcycle", "mountain",
        "mouse", "mushroom", "oak tree", "orange", "orchid", "otter", "palm tree", "pear", "pickup truck", "pine tree",
        "plain", "plate", "poppy", "porcupine", "possum", "rabbit", "raccoon", "ray", "road", "rocket",
        "rose", "sea", "seal", "shark", "shrew", "skunk", "skyscraper", "snail", "snake", "spider",
        "squirrel", "streetcar", "sunflower", "sweet pepper", "table", "tank", "telephone", "television", "tiger", "tractor",
        "train", "trout", "tulip", "turtle", "wardrobe", "whale", "willow tree", "wolf", "woman", "worm",
    ];

    /// <summary>What the coarse labels 0..19 mean.</summary>
    public static IReadOnlyList<string> SuperclassNames { get; } =
    [
        "aquatic mammals", "fish", "flowers", "food containers", "fruit and vegetables",
        "household electrical devices", "household furniture", "insects", "large carnivores", "large man-made outdoor things",
        "large natural outdoor scenes", "large omnivores and herbivores", "medium-sized mammals", "non-insect invertebrates", "people",
        "reptiles", "small mammals", "trees", "vehicles 1", "vehicles 2",
    ];

    /// <summary>
    /// Loads the data set, from the first of these places that has its two files, there or in a folder
    /// <c>cifar-100-binary</c>, gzipped or not: the folder given, and if one is given no other;
    /// <c>$COMPACTCNN_DATA/cifar-100</c>; <c>$COMPACTCNN_DATA/cifar-100-binary</c>; <c>compactcnn/cifar-100</c> in the
    /// user's cache folder. If none has them, the archive is downloaded to the first place, unless it lies there, and
    /// unpacked. The archive and the content of every file are checked against their SHA-256 checksums.
    /// </summary>
    /// <param name="labels">Which of its two labels an image gets.</param>
    /// <param name="folder">Where the files must be, or be downloaded to; absent: the usual places.</param>
    /// <param name="offline">Forbids downloading.</param>
    /// <param name="progress">Told of each piece downloaded.</param>
    /// <param name="ct">Ends a download; the next one resumes it.</param>
    /// <returns>The data set, uint8 images [count, 3, 32, 32] in about 185 MB, owned by the caller.</returns>
    /// <exception cref="DatasetException">A file is missing and cannot be downloaded, or is not the one published.</exception>
    /// <exception cref="OperationCanceledException">The download was cancelled.</exception>
    public static Dataset Load(Cifar100Labels labels = Cifar100Labels.Fine, string? folder = null, bool offline = false, IProgress<DownloadProgress>? progress = null, CancellationToken ct = default) =>
        Load(Source, labels, folder, offline, progress, ct);

    internal static Dataset Load(DataSource source, Cifar100Labels labels, string? folder, bool offline, IProgress<DownloadProgress>? progress, CancellationToken ct)
    {
        if (!Enum.IsDefined(labels))
            throw new ArgumentOutOfRangeException(nameof(labels), labels, "labels must be Coarse or Fine");

        IReadOnlyList<string> names = labels == Cifar100Labels.Fine ? ClassNames : SuperclassNames;
        return Cifar.Load(source, [SuperclassNames.Count, ClassNames.Count], (int)labels, names, folder, offline, progress, ct);
    }
}
