namespace CompactCnn;

/// <summary>The pictures of one part of an image folder, in order: class by class, each by file name.</summary>
/// <param name="Paths">The files.</param>
/// <param name="Labels">The label of each.</param>
internal sealed record PictureFiles(IReadOnlyList<string> Paths, IReadOnlyList<long> Labels)
{
    private static readonly string[] Suffixes = [".png", ".jpg", ".jpeg"];

    /// <summary>The classes of a folder: its subfolders, in the order of their names' characters, whatever the culture.</summary>
    /// <exception cref="DatasetException">The folder cannot be read, or has none.</exception>
    public static string[] ClassesIn(string folder)
    {
        string[] names = Listed(folder, Directory.EnumerateDirectories);
        return names.Length > 0
            ? names
            : throw new DatasetException($"'{folder}' has no subfolders; put the pictures of each class in a folder that is named after it");
    }

    /// <summary>Lists the pictures of every class.</summary>
    /// <param name="folder">The folder of the class folders.</param>
    /// <param name="classNames">The name of each label.</param>
    /// <exception cref="DatasetException">The folder has another class, or a class without pictures, or cannot be read.</exception>
    public static PictureFiles In(string folder, string[] classNames)
    {
        List<string> paths = [];
        List<long> labels = [];
        foreach (string name in ClassesIn(folder))
        {
            string place = Path.Combine(folder, name);
            int label = Array.IndexOf(classNames, name);
            if (label < 0)
                throw new DatasetException($"'{place}' is a class that there are no pictures to train on of; add a folder '{name}' to those, or take this one away");

            string[] files = PathsIn(place);
            paths.AddRange(files);
            labels.AddRange(Enumerable.Repeat((long)label, files.Length));
        }

        return new PictureFiles(paths, labels);
    }

    /// <summary>The pictures of one folder, by file name.</summary>
    /// <exception cref="DatasetException">The folder has none, or cannot be read.</exception>
    public static string[] PathsIn(string folder)
    {
        string[] files = [.. Listed(folder, Directory.EnumerateFiles).Where(file => Suffixes.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))];
        return files.Length > 0
            ? [.. files.Select(file => Path.Combine(folder, file))]
            : throw new DatasetException($"'{folder}' has no pictures; put files that end in {Sentence.Choice(Suffixes)} there, or take the folder away");
    }

    /// <summary>Holds out a part with every class in proportion.</summary>
    /// <param name="count">How many pictures to hold out.</param>
    /// <param name="seed">Decides which.</param>
    public (PictureFiles HeldOut, PictureFiles Remaining) Split(int count, long seed)
    {
        (long[] heldOut, long[] remaining) = StratifiedSelection.Choose(Labels, count, seed);
        return (At(heldOut), At(remaining));
    }

    private PictureFiles At(long[] places) => new([.. places.Select(place => Paths[(int)place])], [.. places.Select(place => Labels[(int)place])]);

    /// <summary>Names in a folder, without those that the system hides.</summary>
    private static string[] Listed(string folder, Func<string, IEnumerable<string>> list)
    {
        try
        {
            return [.. list(folder).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"'{folder}' cannot be read: {fault.Message.TrimEnd('.')}; give a folder of pictures", fault);
        }
    }
}
