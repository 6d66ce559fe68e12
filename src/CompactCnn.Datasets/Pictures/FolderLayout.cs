namespace CompactCnn;

/// <summary>
/// Where in an image folder the parts are: <c>train</c>, <c>val</c> and <c>test</c>, in any case and by their longer names,
/// or the classes at once.
/// </summary>
/// <param name="Train">The folder of the classes to train on; null where there is only a part to test on.</param>
/// <param name="Validation">That of the images to hold out while training; null where there is none.</param>
/// <param name="Test">That of the images to test on; null where there is none.</param>
/// <param name="LeftOut">Folders and files beside the parts.</param>
internal sealed record FolderLayout(string? Train, string? Validation, string? Test, IReadOnlyList<LeftOutFile> LeftOut)
{
    private static readonly string[] TrainNames = ["train", "training"];
    private static readonly string[] ValidationNames = ["val", "valid", "validation"];
    private static readonly string[] TestNames = ["test", "testing"];

    /// <summary>Looks at the folders in a root folder. Where images are held out, but no part is named after testing, they are tested on.</summary>
    /// <exception cref="DatasetException">It cannot be read, has no folders, or two for one part.</exception>
    public static FolderLayout Of(string root)
    {
        string[] folders = PictureListing.Folders(root);
        if (folders.Length == 0)
            throw NoClasses(root);

        string? train = Part(root, folders, TrainNames);
        string? validation = Part(root, folders, ValidationNames);
        string? test = Part(root, folders, TestNames);
        string[] others = [.. folders.Except([train, validation, test], StringComparer.Ordinal).OfType<string>()];
        // A class may be called as a part is: then it has pictures where a part has classes.
        bool isSplit = others.Length == 0 || (train is not null && PictureListing.Folders(Path.Combine(root, train)).Length > 0 && !HasPictures(Path.Combine(root, train)));
        return isSplit
            ? new FolderLayout(Below(root, train), test is null ? null : Below(root, validation), Below(root, test ?? validation), LooseFiles(root, others))
            : new FolderLayout(root, null, null, LooseFiles(root, []));
    }

    /// <summary>The part that a name means; null where it means none.</summary>
    public static FolderPart? PartOf(string name) =>
        TrainNames.Contains(name, StringComparer.OrdinalIgnoreCase) ? FolderPart.Train
        : ValidationNames.Contains(name, StringComparer.OrdinalIgnoreCase) ? FolderPart.Validation
        : TestNames.Contains(name, StringComparer.OrdinalIgnoreCase) ? FolderPart.Test
        : null;

    /// <summary>What is wrong with a folder in which there should be a folder for each class.</summary>
    public static DatasetException NoClasses(string folder) =>
        new($"'{folder}' has no subfolders; put the pictures of each class in a folder that is named after it");

    private static string? Part(string root, string[] folders, string[] names)
    {
        string[] found = [.. folders.Where(folder => names.Contains(folder, StringComparer.OrdinalIgnoreCase))];
        return found.Length < 2
            ? found.FirstOrDefault()
            : throw new DatasetException($"'{root}' has {string.Join(" and ", found.Select(folder => $"'{folder}'"))}, which mean the same; merge them");
    }

    private static string? Below(string root, string? folder) => folder is null ? null : Path.Combine(root, folder);

    private static bool HasPictures(string folder) => PictureListing.Files(folder).Any(file => PictureListing.IsPicture(Path.Combine(folder, file)));

    private static LeftOutFile[] LooseFiles(string root, string[] folders) =>
    [
        .. folders.Select(folder => new LeftOutFile(Path.Combine(root, folder), "lies beside the parts to train and test on")),
        .. PictureListing.Files(root).Select(file => new LeftOutFile(Path.Combine(root, file), "lies in the folder of no class")),
    ];
}
