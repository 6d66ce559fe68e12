namespace CompactCnn;

/// <summary>A folder that is made for work that may leave nothing: then none is left that may have been named by mistake.</summary>
internal sealed class MadeFolders
{
    private readonly List<string> _made = [];

    private MadeFolders()
    {
    }

    /// <summary>Makes a folder and those above it, where they are not there.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static MadeFolders Make(string folder)
    {
        var folders = new MadeFolders();
        for (string? place = Path.GetFullPath(folder); place is not null && !Directory.Exists(place); place = Path.GetDirectoryName(place))
            folders._made.Add(place);

        Directory.CreateDirectory(folder);
        return folders;
    }

    /// <summary>Takes away those that were made and are empty.</summary>
    public void TakeAwayEmpty()
    {
        foreach (string folder in _made.TakeWhile(folder => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()))
            Directory.Delete(folder);
    }
}
