namespace CompactCnn;

/// <summary>One file as it is published: what a download must be, and which data files it brings.</summary>
/// <param name="Name">Its name where it is published.</param>
/// <param name="Size">Bytes it has there.</param>
internal abstract record RemoteFile(string Name, long Size)
{
    /// <summary>The data files that are in place once this one is.</summary>
    public abstract IReadOnlyList<DataFile> Contents { get; }

    /// <summary>Refuses a stored file that is not this one.</summary>
    /// <exception cref="ContentException">Its content is another one.</exception>
    public abstract void Check(string path);

    /// <summary>Whether a folder has every data file that this one brings.</summary>
    public bool IsIn(string folder) => Contents.All(file => file.FindIn(folder) is not null);
}
