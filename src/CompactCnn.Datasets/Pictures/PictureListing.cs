using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// What a folder and the folders in it hold: pictures, and files that are none. Which is which is told by the name where
/// it ends as those of pictures do, else by the first bytes. What the system hides is not listed.
/// </summary>
/// <param name="Pictures">The pictures, those of the folder itself first, each by the order of the characters of its name.</param>
/// <param name="LeftOut">What else there is.</param>
internal sealed record PictureListing(IReadOnlyList<string> Pictures, IReadOnlyList<LeftOutFile> LeftOut)
{
    private static readonly string[] Suffixes = [".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".bmp", ".dib", ".gif"];

    /// <summary>Lists a folder with all that are in it; links are followed, but not in circles.</summary>
    /// <exception cref="DatasetException">A folder cannot be read.</exception>
    public static PictureListing Of(string folder)
    {
        var pictures = new List<string>();
        var leftOut = new List<LeftOutFile>();
        string real = Real(Path.GetFullPath(folder), folder);
        Add(folder, real, [real], pictures, leftOut);
        return new PictureListing(pictures, leftOut);
    }

    /// <summary>Lists a folder that must have pictures.</summary>
    /// <exception cref="DatasetException">It has none, or cannot be read.</exception>
    public static PictureListing OfAny(string folder)
    {
        PictureListing listing = Of(folder);
        if (listing.Pictures.Count > 0)
            return listing;

        string instead = listing.LeftOut.Count == 0 ? "" : Invariant($", but {listing.LeftOut.Count} other files, as '{listing.LeftOut[0].Path}'");
        throw new DatasetException($"'{folder}' has no pictures{instead}; put {PictureFormats.Names} files there, or take the folder away");
    }

    /// <summary>Names of the folders in a folder, in the order of their characters, whatever the culture.</summary>
    /// <exception cref="DatasetException">It cannot be read.</exception>
    public static string[] Folders(string folder) => Listed(folder, Directory.EnumerateDirectories);

    /// <summary>Names of the files in a folder, alike.</summary>
    /// <exception cref="DatasetException">It cannot be read.</exception>
    public static string[] Files(string folder) => Listed(folder, Directory.EnumerateFiles);

    /// <summary>Whether a file is taken for a picture.</summary>
    public static bool IsPicture(string path) =>
        Suffixes.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) || Signature(path) != PictureFormat.Unknown;

    /// <summary>Adds what a folder holds, and the folders in it.</summary>
    /// <param name="folder">The folder, as it was come upon.</param>
    /// <param name="real">Where it lies when links are followed.</param>
    /// <param name="seen">Where all folders so far lie.</param>
    /// <param name="pictures">Is given the pictures.</param>
    /// <param name="leftOut">Is given what else there is.</param>
    private static void Add(string folder, string real, HashSet<string> seen, List<string> pictures, List<LeftOutFile> leftOut)
    {
        foreach (string file in Files(folder))
        {
            string path = Path.Combine(folder, file);
            if (IsPicture(path))
                pictures.Add(path);
            else
                leftOut.Add(new LeftOutFile(path, $"is no {PictureFormats.Names} picture"));
        }

        foreach (string name in Folders(folder))
        {
            string inner = Path.Combine(folder, name);
            string there = Real(Path.Combine(real, name), inner);
            if (seen.Add(there))
                Add(inner, there, seen, pictures, leftOut);
            else
                leftOut.Add(new LeftOutFile(inner, "leads to a folder that was read already"));
        }
    }

    /// <summary>Where a folder lies: where its link leads, if it is one, else in its parent.</summary>
    private static string Real(string inParent, string folder)
    {
        try
        {
            return Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? inParent;
        }
        catch (IOException)
        {
            // A link that leads to itself has no end; listing it says so.
            return inParent;
        }
    }

    /// <summary>What the first bytes say; what cannot be opened is no picture.</summary>
    private static PictureFormat Signature(string path)
    {
        try
        {
            using FileStream file = RegularFile.OpenRead(path);
            Span<byte> start = stackalloc byte[PictureFormats.SignatureLength];
            return PictureFormats.Of(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return PictureFormat.Unknown;
        }
    }

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
