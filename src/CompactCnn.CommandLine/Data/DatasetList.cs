namespace CompactCnn.CommandLine;

/// <summary>The data sets that a program's commands know by name: the library's, and the program's own.</summary>
/// <param name="own">The program's own, in the order in which to show them.</param>
internal sealed class DatasetList(IReadOnlyList<OwnDataset> own)
{
    /// <summary>Every data set, in the order in which to show them.</summary>
    public IReadOnlyList<DatasetEntry> Entries { get; } = [.. own.Select(data => data.Entry), .. DatasetCatalog.Entries];

    /// <summary>Every data set's name.</summary>
    public IReadOnlyList<string> Names { get; } = [.. own.Select(data => data.Entry.Name), .. DatasetCatalog.Entries.Select(entry => entry.Name)];

    /// <summary>Loads a data set.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="request">What is asked of it.</param>
    /// <returns>The data set, owned by the caller.</returns>
    public Dataset Load(string name, DatasetRequest request) => OwnOf(name) is { } data
        ? data.Load(request)
        : DatasetCatalog.Load(name, request.Folder, request.Offline, Pictures(request), request.Progress, request.Cancellation);

    /// <summary>Loads what a network is to be evaluated on: the test images, or a whole folder that has no part to test on.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="request">What is asked of it.</param>
    /// <returns>The images, owned by the caller.</returns>
    public TestSet LoadTest(string name, DatasetRequest request)
    {
        if (OwnOf(name) is null)
            return DatasetCatalog.LoadTest(name, request.Folder, request.Offline, Pictures(request), request.Progress, request.Cancellation);

        using Dataset data = Load(name, request);
        return data.TestSet();
    }

    /// <summary>Sees to it that the files of a data set are there, without loading them.</summary>
    /// <returns>The folder that has them; null for a data set that is not published in files.</returns>
    public string? Get(string name, string? folder, IProgress<DownloadProgress>? progress, CancellationToken cancellation) =>
        OwnOf(name) is null ? DatasetCatalog.Get(name, folder, offline: false, progress, cancellation) : null;

    /// <summary>Where the files of a data set are, or null.</summary>
    public string? Find(string name) => OwnOf(name) is null ? DatasetCatalog.Find(name) : null;

    /// <summary>The model says what pictures become; without one, the library does.</summary>
    private static ImageFolderOptions Pictures(DatasetRequest request)
    {
        // Who shows a download shows pictures, too.
        var options = new ImageFolderOptions
        {
            SkipBad = request.SkipBad, Progress = request.Progress as IProgress<PictureProgress>, Remarks = request.Progress as IProgress<string>,
        };
        return request.Input is { } input ? options with { ImageShape = input } : options;
    }

    private OwnDataset? OwnOf(string name) => own.FirstOrDefault(data => data.Entry.Name == name);
}
