namespace CompactCnn;

/// <summary>
/// Pictures of the user's own, PNG, JPEG, WebP, BMP or GIF, in a folder for each class: <c>root/class/*.png</c>, or
/// <c>root/train/class/*.png</c>, <c>root/val/class/*.png</c> and <c>root/test/class/*.png</c>.
/// </summary>
public static class ImageFolder
{
    internal const string Name = "image-folder";

    /// <summary>
    /// Loads the pictures. The folders' names are the classes, in the order of their characters; pictures in folders of a
    /// class's folder belong to the class. Every picture is turned upright, its middle is cut out in the proportions asked
    /// for and scaled, and what is transparent is laid on white. Parts are called <c>train</c> or <c>training</c>,
    /// <c>val</c>, <c>valid</c> or <c>validation</c>, and <c>test</c> or <c>testing</c>, in any case; without one to test on,
    /// that to validate on is tested on; without both, a part of the pictures is held out, with every class in proportion
    /// and at least one picture of each to train on. The mean and deviation are those of the training images. What is no
    /// picture is left out, and named in <see cref="Dataset.LeftOut"/>. What takes much is decoded once into a packed file of the
    /// user's cache (<see cref="PackedCache"/>), which later loads map into memory; pictures that were added or changed since are decoded then.
    /// </summary>
    /// <param name="folder">The root folder.</param>
    /// <param name="options">How; absent: the defaults.</param>
    /// <param name="ct">Ends it between two pictures.</param>
    /// <returns>The data set, named after the folder, owned by the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="DatasetException">
    /// The folder is not laid out so, memory has no room for the images, or pictures cannot be read: all are named, up to ten.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Dataset Load(string folder, ImageFolderOptions? options = null, CancellationToken ct = default)
    {
        (string root, options) = Checked(folder, options);
        FolderLayout layout = FolderLayout.Of(root);
        if (layout.Train is null)
            throw new DatasetException($"'{root}' has '{Path.GetFileName(layout.Test)}', but no folder 'train'; add it, with a folder for each class");

        string[] classNames = PictureFiles.ClassesIn(layout.Train);
        PictureFiles? In(string? place) => place is null ? null : PictureFiles.In(place, classNames);
        var parts = new PictureParts(root, NameOf(root), classNames, In(layout.Train)!, In(layout.Test), In(layout.Validation), layout.LeftOut) { TestPart = "a folder 'test'" };
        return parts.Load(options, ct);
    }

    /// <summary>
    /// Loads what a network is to be evaluated on: the part to test on where there is one, else all pictures of the
    /// folder. The classes are those of its folders, which a network may know in another order, and more besides.
    /// </summary>
    /// <param name="folder">The root folder.</param>
    /// <param name="options">How; absent: the defaults.</param>
    /// <param name="ct">Ends it between two pictures.</param>
    /// <returns>The pictures, owned by the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="DatasetException">As for <see cref="Load"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TestSet LoadTest(string folder, ImageFolderOptions? options = null, CancellationToken ct = default)
    {
        (string root, options) = Checked(folder, options);
        FolderLayout layout = FolderLayout.Of(root);
        string place = layout.Test ?? layout.Train!;
        string[] classNames = PictureFiles.ClassesIn(place);
        return new PictureParts(root, NameOf(root), classNames, PictureFiles.In(place, classNames), Test: null, Validation: null, layout.LeftOut).LoadTest(options, ct);
    }

    private static (string Root, ImageFolderOptions Options) Checked(string folder, ImageFolderOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new ImageFolderOptions();
        options.Check();
        return (Path.GetFullPath(folder), options);
    }

    private static string NameOf(string root) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(root)) is { Length: > 0 } name ? name : Name;
}
