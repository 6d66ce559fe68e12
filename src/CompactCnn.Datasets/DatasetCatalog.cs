namespace CompactCnn;

/// <summary>The data sets that can be loaded by name.</summary>
public static class DatasetCatalog
{
    private static readonly (DatasetEntry Entry, Loader Load)[] Known =
    [
        (new DatasetEntry(FashionMnist.Source.Name, "60,000 + 10,000 images of clothes in 10 classes, 1x28x28; 31 MB to download"), FashionMnist.Load),
        (new DatasetEntry(FashionMnistSubset.Name, "6,000 + 5,000 of them, built in: no files and no network needed"), LoadSubset),
    ];

    private delegate Dataset Loader(string? folder, bool offline, IProgress<DownloadProgress>? progress, CancellationToken ct);

    /// <summary>Every data set, in the order in which to show them.</summary>
    public static IReadOnlyList<DatasetEntry> Entries { get; } = [.. Known.Select(known => known.Entry)];

    /// <summary>Loads a data set.</summary>
    /// <param name="name">Its name, in lower or upper case.</param>
    /// <param name="folder">Where its files must be, or be downloaded to; absent: the usual places.</param>
    /// <param name="offline">Forbids downloading.</param>
    /// <param name="progress">Told of each piece downloaded.</param>
    /// <param name="ct">Ends a download, leaving nothing half-written.</param>
    /// <returns>The data set, owned by the caller.</returns>
    /// <exception cref="DatasetException">
    /// The name is unknown; a file is missing and cannot be downloaded, or is not the one published; or a folder is
    /// given for a data set that is built in.
    /// </exception>
    /// <exception cref="OperationCanceledException">The download was cancelled.</exception>
    public static Dataset Load(string name, string? folder = null, bool offline = false, IProgress<DownloadProgress>? progress = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        Loader? load = Known.FirstOrDefault(known => known.Entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Load;
        return load is not null
            ? load(folder, offline, progress, ct)
            : throw new DatasetException($"there is no data set '{name}'; give {Sentence.Choice([.. Entries.Select(entry => entry.Name)])}");
    }

    private static Dataset LoadSubset(string? folder, bool offline, IProgress<DownloadProgress>? progress, CancellationToken ct) =>
        folder is null
            ? FashionMnistSubset.Load()
            : throw new DatasetException($"{FashionMnistSubset.Name} is built in and reads no files, but the folder '{folder}' was given; leave the folder out, or load {FashionMnist.Source.Name}");
}
