namespace CompactCnn;

/// <summary>The pictures of one part of an image folder, in order: class by class, each by its place.</summary>
/// <param name="Paths">The files.</param>
/// <param name="Labels">The label of each.</param>
/// <param name="LeftOut">What lies among them and is no picture.</param>
internal sealed record PictureFiles(IReadOnlyList<string> Paths, IReadOnlyList<long> Labels, IReadOnlyList<LeftOutFile> LeftOut)
{
    /// <summary>The classes of a folder: its subfolders, in the order of their names' characters, whatever the culture.</summary>
    /// <exception cref="DatasetException">The folder cannot be read, or has none.</exception>
    public static string[] ClassesIn(string folder)
    {
        string[] names = PictureListing.Folders(folder);
        return names.Length > 0 ? names : throw FolderLayout.NoClasses(folder);
    }

    /// <summary>Lists the pictures of every class.</summary>
    /// <param name="folder">The folder of the class folders.</param>
    /// <param name="classNames">The name of each label.</param>
    /// <exception cref="DatasetException">The folder has another class, or a class without pictures, or cannot be read.</exception>
    public static PictureFiles In(string folder, string[] classNames)
    {
        List<string> paths = [];
        List<long> labels = [];
        List<LeftOutFile> leftOut = [.. PictureListing.Files(folder).Select(file => new LeftOutFile(Path.Combine(folder, file), "lies in the folder of no class"))];
        string[] names = ClassesIn(folder);
        string[] unknown = [.. names.Except(classNames, StringComparer.Ordinal)];
        if (unknown.Length > 0)
            throw new DatasetException($"'{Path.Combine(folder, unknown[0])}' is a class that there are no pictures to train on of: '{folder}' has {ClassOrder.List(names)}, and those to train on are {ClassOrder.List(classNames)}; rename it, add a folder '{unknown[0]}' to those, or take this one away");

        foreach (string name in names)
        {
            PictureListing listing = PictureListing.OfAny(Path.Combine(folder, name));
            paths.AddRange(listing.Pictures);
            leftOut.AddRange(listing.LeftOut);
            labels.AddRange(Enumerable.Repeat((long)Array.IndexOf(classNames, name), listing.Pictures.Count));
        }

        if (classNames.Length == 1)
            RequireClasses(folder, names[0], paths);

        return new PictureFiles(paths, labels, leftOut);
    }

    /// <summary>Folders of one folder are no classes of one class: the pictures lie deeper than was thought.</summary>
    private static void RequireClasses(string folder, string only, List<string> paths)
    {
        string inner = Path.Combine(folder, only);
        string[] deeper = PictureListing.Folders(inner);
        if (deeper.Length > 1 && !paths.Any(path => Path.GetDirectoryName(path) == inner))
            throw new DatasetException($"'{folder}' has one folder, '{only}', whose pictures lie in {ClassOrder.List(deeper)}; give '{inner}' if those are the classes");
    }
}
