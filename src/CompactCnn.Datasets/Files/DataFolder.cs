namespace CompactCnn;

/// <summary>
/// Finds the folder that holds a data set, and downloads what is missing. A folder the user names is the only one
/// looked at; otherwise the first complete one of the usual places is taken.
/// </summary>
internal static class DataFolder
{
    /// <summary>The environment variable that names the user's folder of data sets.</summary>
    public const string Variable = "COMPACTCNN_DATA";

    /// <summary>The places looked in, in order, when the user names no folder. The first is where downloads go.</summary>
    public static IReadOnlyList<string> UsualPlaces(DataSource source)
    {
        List<string> places = [];
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } data)
        {
            places.Add(Path.GetFullPath(Path.Combine(data, source.Name)));
            if (source.ArchiveFolder is not null)
                places.Add(Path.GetFullPath(Path.Combine(data, source.ArchiveFolder)));
        }

        places.Add(Path.Combine(CacheFolder(), "compactcnn", source.Name));
        if (source.DebianFolder is not null)
            places.Add(source.DebianFolder);

        return places;
    }

    /// <summary>The places to look in, in order: the folder given and no other, or the usual ones.</summary>
    public static IReadOnlyList<string> Places(DataSource source, string? folder) =>
        folder is null ? UsualPlaces(source) : [Path.GetFullPath(folder)];

    /// <summary>The first place that has every file of the data set, or null.</summary>
    public static string? Find(DataSource source, string? folder) =>
        Places(source, folder).FirstOrDefault(place => source.MissingIn(place).Count == 0);

    /// <summary>Returns a folder that has every file of the data set, after downloading and unpacking what is missing.</summary>
    /// <param name="source">The data set.</param>
    /// <param name="folder">Where the files must be, or be downloaded to; null: the usual places.</param>
    /// <param name="offline">Whether downloading is forbidden.</param>
    /// <param name="progress">Told of each piece received.</param>
    /// <param name="cancellation">Ends a download; the next one resumes it.</param>
    /// <exception cref="DatasetException">A file is missing and cannot be downloaded, or an archive is refused.</exception>
    public static string Provide(DataSource source, string? folder, bool offline, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        if (Find(source, folder) is { } complete)
            return complete;

        IReadOnlyList<string> places = Places(source, folder);
        string target = places[0];
        foreach (RemoteFile file in source.MissingIn(target))
        {
            // An archive that the user has put there needs no download, only unpacking; and it stays.
            string stored = Path.Combine(target, file.Name);
            bool downloads = !File.Exists(stored);
            if (downloads)
                Fetch(source, file, places, named: folder is not null, offline, progress, cancellation);

            if (file is RemoteArchive archive)
            {
                archive.Unpack(stored, target, source.MendOf(archive), cancellation);
                if (downloads)
                    File.Delete(stored);
            }
        }

        return target;
    }

    private static void Fetch(DataSource source, RemoteFile file, IReadOnlyList<string> places, bool named, bool offline, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            if (offline)
                throw new DownloadException("being offline was asked for");

            Download.ToFolder(source.AddressOf(file), file, places[0], progress, cancellation);
        }
        catch (DownloadException fault)
        {
            throw Missing(source, file, places, named, fault);
        }
    }

    private static DatasetException Missing(DataSource source, RemoteFile file, IReadOnlyList<string> places, bool named, DownloadException fault)
    {
        string package = source.DebianPackage is null ? "" : $", or {(named ? "leave the folder out and " : "")}install the Debian package {source.DebianPackage}";
        return new DatasetException(
            $"'{file.Name}' of {source.Name} is not in {Sentence.Choice(places)} and was not downloaded from {source.AddressOf(file)}: {fault.Message}; put it in '{places[0]}'{package}",
            fault);
    }

    /// <summary>As the XDG base directory specification has it on Linux; the system's own place elsewhere.</summary>
    public static string CacheFolder()
    {
        if (!OperatingSystem.IsLinux())
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);

        // The specification: a relative path in the variable is invalid and to be ignored.
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        return Path.IsPathFullyQualified(cache ?? "")
            ? cache!
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
    }
}
