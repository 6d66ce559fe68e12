namespace CompactCnn;

/// <summary>Where the files of a published data set can be had.</summary>
/// <param name="Name">The data set's name in the catalog, and its folder's name below those that hold data sets.</param>
/// <param name="Address">The folder on the web; file names are appended to it.</param>
/// <param name="Files">Its files.</param>
/// <param name="DebianPackage">Debian's package of it, or null.</param>
/// <param name="DebianFolder">Where that package puts the files, or null.</param>
internal sealed record DataSource(
    string Name,
    Uri Address,
    IReadOnlyList<RemoteFile> Files,
    string? DebianPackage = null,
    string? DebianFolder = null)
{
    /// <summary>The files that a folder lacks, in order.</summary>
    public IReadOnlyList<RemoteFile> MissingIn(string folder) => [.. Files.Where(file => file.FindIn(folder) is null)];

    /// <summary>Where a file can be downloaded.</summary>
    public Uri AddressOf(RemoteFile file) => new(Address, file.Name);
}
