namespace CompactCnn;

/// <summary>The data sets that can be loaded by name.</summary>
public static class DatasetCatalog
{
    private static readonly CatalogItem[] Known =
    [
        new(
            new DatasetEntry("fashion-mnist", "60,000 + 10,000 images of clothes in 10 classes, 1x28x28; 31 MB to download"),
            FashionMnist.Source,
            FashionMnist.Load),
        new(
            new DatasetEntry("fashion-mnist-subset", "6,000 + 5,000 of them, built in: no files and no network needed"),
            Source: null,
            (folder, _, _, _) => folder is null ? FashionMnistSubset.Load() : throw BuiltIn(folder)),
        new(
            new DatasetEntry("mnist", "60,000 + 10,000 images of handwritten digits, 1x28x28; 12 MB to download"),
            Mnist.Source,
            Mnist.Load),
        new(
            new DatasetEntry("cifar-10", "50,000 + 10,000 photographs in 10 classes, 3x32x32; 170 MB to download"),
            Cifar10.Source,
            Cifar10.Load),
        new(
            new DatasetEntry("cifar-100", "50,000 + 10,000 photographs in 100 classes, 3x32x32; 169 MB to download"),
            Cifar100.Source,
            (folder, offline, progress, ct) => Cifar100.Load(Cifar100Labels.Fine, folder, offline, progress, ct)),
        new(
            new DatasetEntry("svhn", "73,257 + 26,032 photographs of digits, 3x32x32; 246 MB to download"),
            Svhn.Source,
            Svhn.Load),
        new(
            new DatasetEntry(ImageFolder.Name, "a folder of your own pictures, in a folder for each class, scaled to what the model takes"),
            new OwnFiles(ImageFolder.Load, ImageFolder.LoadTest, "a folder of your own pictures, but no folder was given; give the one that holds a folder for each class")),
        new(
            new DatasetEntry(ImageList.Name, "your own pictures by a CSV file of their paths and labels, scaled to what the model takes"),
            new OwnFiles(ImageList.Load, ImageList.LoadTest, "a list of your own pictures, but no file was given; give a CSV file with the columns 'file' and 'label'")),
        new(
            new DatasetEntry(TensorFile.Name, "your own images and labels as tensors: a .safetensors file, or a folder of .npy files"),
            new OwnFiles(
                (path, options, ct) => TensorFile.Load(path, options?.TestFraction ?? TensorFile.TestFraction, options?.Seed ?? 0, ct),
                (path, _, ct) => TensorFile.LoadTest(path, ct),
                "tensors of your own, but no file was given; give a .safetensors file, or a folder of .npy files, with 'images' and 'labels'")),
    ];

    /// <summary>Every data set, in the order in which to show them.</summary>
    public static IReadOnlyList<DatasetEntry> Entries { get; } = [.. Known.Select(known => known.Entry)];

    /// <summary>Loads a data set.</summary>
    /// <param name="name">Its name, in lower or upper case.</param>
    /// <param name="folder">Where its files must be, or be downloaded to; absent: the usual places.</param>
    /// <param name="offline">Forbids downloading.</param>
    /// <param name="pictures">The size to which the pictures of a folder are brought, and the like; the published data sets have theirs.</param>
    /// <param name="progress">Told of each piece downloaded.</param>
    /// <param name="ct">Ends a download; the next one resumes it.</param>
    /// <returns>The data set, owned by the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="DatasetException">
    /// The name is unknown; a file is missing and cannot be downloaded, or is not the one published; or a folder is
    /// given for a data set that is built in.
    /// </exception>
    /// <exception cref="OperationCanceledException">The download was cancelled.</exception>
    public static Dataset Load(
        string name, string? folder = null, bool offline = false, ImageFolderOptions? pictures = null, IProgress<DownloadProgress>? progress = null, CancellationToken ct = default)
    {
        CatalogItem item = Named(name);
        return item.Own is { } own ? own.Load(folder ?? throw NoFolder(item), pictures, ct) : item.Load!(folder, offline, progress, ct);
    }

    /// <summary>Loads what a network is to be evaluated on: the test images, or a whole folder that has no part to test on.</summary>
    /// <inheritdoc cref="Load"/>
    /// <returns>The images, owned by the caller.</returns>
    public static TestSet LoadTest(
        string name, string? folder = null, bool offline = false, ImageFolderOptions? pictures = null, IProgress<DownloadProgress>? progress = null, CancellationToken ct = default)
    {
        CatalogItem item = Named(name);
        if (item.Own is { } own)
            return own.LoadTest(folder ?? throw NoFolder(item), pictures, ct);

        using Dataset data = Load(name, folder, offline, pictures, progress, ct);
        return data.TestSet();
    }

    /// <summary>Sees to it that the files of a data set are there, without loading them.</summary>
    /// <param name="name">Its name, in lower or upper case.</param>
    /// <param name="folder">Where its files must be, or be downloaded to; absent: the usual places.</param>
    /// <param name="offline">Forbids downloading.</param>
    /// <param name="progress">Told of each piece downloaded.</param>
    /// <param name="ct">Ends a download; the next one resumes it.</param>
    /// <returns>The folder that has them; null for a data set that is not published in files.</returns>
    /// <exception cref="DatasetException">The name is unknown, or a file is missing and cannot be downloaded.</exception>
    /// <exception cref="OperationCanceledException">The download was cancelled.</exception>
    public static string? Get(string name, string? folder = null, bool offline = false, IProgress<DownloadProgress>? progress = null, CancellationToken ct = default) =>
        Named(name).Source is { } source ? DataFolder.Provide(source, folder, offline, progress, ct) : null;

    /// <summary>Where the files of a data set are, if they are all there; nothing is opened or downloaded.</summary>
    /// <param name="name">Its name, in lower or upper case.</param>
    /// <param name="folder">Where to look; absent: the usual places.</param>
    /// <returns>The folder, or null: some are missing, or the data set is not published in files.</returns>
    /// <exception cref="DatasetException">The name is unknown.</exception>
    public static string? Find(string name, string? folder = null) =>
        Named(name).Source is { } source ? DataFolder.Find(source, folder) : null;

    private static CatalogItem Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Known.FirstOrDefault(known => known.Entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new DatasetException($"there is no data set '{name}'; give {Sentence.Choice([.. Entries.Select(entry => entry.Name)])}");
    }

    private static DatasetException NoFolder(CatalogItem item) => new($"{item.Entry.Name} is {item.Own!.NotGiven}");

    private static DatasetException BuiltIn(string folder) =>
        new($"{FashionMnistSubset.Name} is built in and reads no files, but the folder '{folder}' was given; leave the folder out, or load {FashionMnist.Source.Name}");
}
