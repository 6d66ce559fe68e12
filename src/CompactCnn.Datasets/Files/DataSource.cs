namespace CompactCnn;

/// <summary>Where the files of a published data set can be had.</summary>
/// <param name="Name">The data set's name in the catalog, and its folder's name below those that hold data sets.</param>
/// <param name="Address">The folder on the web; file names are appended to it.</param>
/// <param name="Downloads">Its files as they are published there.</param>
/// <param name="ArchiveFolder">The folder into which its archive unpacks, by whose name users may have it; or null.</param>
/// <param name="DebianPackage">Debian's package of it, or null.</param>
/// <param name="DebianFolder">Where that package puts the files, or null.</param>
internal sealed record DataSource(
    string Name,
    Uri Address,
    IReadOnlyList<RemoteFile> Downloads,
    string? ArchiveFolder = null,
    string? DebianPackage = null,
    string? DebianFolder = null)
{
    /// <summary>The files that the loader reads.</summary>
    public IReadOnlyList<DataFile> Files => [.. Downloads.SelectMany(download => download.Contents)];

    /// <summary>What has to be downloaded before a folder is complete.</summary>
    public IReadOnlyList<RemoteFile> MissingIn(string folder) => [.. Downloads.Where(download => !download.IsIn(folder))];

    /// <summary>Where a file can be downloaded.</summary>
    public Uri AddressOf(RemoteFile file) => new(Address, file.Name);

    /// <summary>Has one of the files parsed, and checks that it is the published one.</summary>
    /// <param name="place">A folder that has it.</param>
    /// <param name="file">The file.</param>
    /// <param name="parse">Reads the content up to its end.</param>
    /// <exception cref="DatasetException">The file cannot be read, or is not the one published.</exception>
    public T Read<T>(string place, DataFile file, Func<ContentStream, T> parse)
    {
        RemoteFile download = Downloads.First(download => download.Contents.Contains(file));
        return ContentStream.Read(
            file.FindIn(place) ?? Path.Combine(place, file.Location),
            download is RemoteArchive ? $"put the one in {AddressOf(download)} in its place, or delete it to have that downloaded" : MendOf(download),
            content =>
            {
                T parsed = parse(content);
                file.CheckContent(content);
                return parsed;
            });
    }

    /// <summary>What the user can do about a downloaded file that is refused.</summary>
    public string MendOf(RemoteFile file) => $"put the file from {AddressOf(file)} in its place, or delete it to have it downloaded";
}
