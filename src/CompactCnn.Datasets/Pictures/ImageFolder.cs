using TorchSharp;

namespace CompactCnn;

/// <summary>
/// Pictures of the user's own, PNG or JPEG, in a folder for each class: <c>root/class/*.png</c>, or
/// <c>root/train/class/*.png</c> and <c>root/test/class/*.png</c>.
/// </summary>
public static class ImageFolder
{
    internal const string Name = "image-folder";

    private const string TrainFolder = "train";
    private const string TestFolder = "test";

    /// <summary>
    /// Loads the pictures. The folders' names are the classes, in the order of their characters; files that do not end in
    /// .png, .jpg or .jpeg, and hidden ones, are left out. Every picture is turned upright, its middle is cut out in the
    /// proportions asked for and scaled, and what is transparent is laid on white. Without a folder <c>test</c>, a part
    /// of the pictures is held out to test on, with every class in proportion. The mean and deviation are those of the
    /// training images.
    /// </summary>
    /// <param name="folder">The root folder.</param>
    /// <param name="options">How; absent: the defaults.</param>
    /// <param name="ct">Ends it between two pictures.</param>
    /// <returns>The data set, named after the folder, owned by the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="DatasetException">The folder is not laid out so, or a picture cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Dataset Load(string folder, ImageFolderOptions? options = null, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new ImageFolderOptions();
        options.Check();

        string root = Path.GetFullPath(folder);
        bool isSplit = Directory.Exists(Path.Combine(root, TrainFolder));
        string trainRoot = isSplit ? Path.Combine(root, TrainFolder) : root;
        string testRoot = Path.Combine(root, TestFolder);
        string[] classNames = PictureFiles.ClassesIn(trainRoot);
        PictureFiles train = PictureFiles.In(trainRoot, classNames);
        PictureFiles test;
        if (isSplit && Directory.Exists(testRoot))
            test = PictureFiles.In(testRoot, classNames);
        else
            (test, train) = HoldOut(root, train, options);

        using torch.Tensor trainImages = PictureReader.Read(train, options.ImageShape, ct);
        using torch.Tensor testImages = PictureReader.Read(test, options.ImageShape, ct);
        return Dataset.Read(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(root)) is { Length: > 0 } name ? name : Name,
            () => Part(trainImages, train),
            () => Part(testImages, test),
            classNames);
    }

    private static (PictureFiles Test, PictureFiles Train) HoldOut(string root, PictureFiles all, ImageFolderOptions options)
    {
        int count = (int)Math.Round(all.Paths.Count * options.TestFraction, MidpointRounding.AwayFromZero);
        return all.Paths.Count >= 2
            ? all.Split(Math.Clamp(count, 1, all.Paths.Count - 1), options.Seed)
            : throw new DatasetException($"'{root}' has one picture only, which cannot be both trained and tested on; add more");
    }

    private static LabelledImages Part(torch.Tensor images, PictureFiles files) =>
        new(images.alias(), torch.tensor(files.Labels.ToArray()));
}
