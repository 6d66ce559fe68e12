namespace CompactCnn;

/// <summary>Loads a data set, as <see cref="DatasetCatalog.Load"/> does.</summary>
internal delegate Dataset DatasetLoader(string? folder, bool offline, IProgress<DownloadProgress>? progress, CancellationToken ct);

/// <summary>What the catalog knows of a data set.</summary>
/// <param name="Entry">What it shows.</param>
/// <param name="Source">Where its files can be had; null where none are needed, or they are the user's own.</param>
/// <param name="Load">Loads it; null for files of the user's own.</param>
/// <param name="Own">How files of the user's own are loaded; null for others.</param>
internal sealed record CatalogItem(DatasetEntry Entry, DataSource? Source, DatasetLoader? Load, OwnFiles? Own = null)
{
    /// <summary>A form of files of the user's own.</summary>
    public CatalogItem(DatasetEntry entry, OwnFiles own)
        : this(entry, Source: null, Load: null, own)
    {
    }
}

/// <summary>A form in which users have data of their own.</summary>
/// <param name="Load">Loads a data set from a path.</param>
/// <param name="LoadTest">Loads what a network is to be evaluated on.</param>
/// <param name="NotGiven">What it is and what to give, where no path was.</param>
internal sealed record OwnFiles(
    Func<string, ImageFolderOptions?, CancellationToken, Dataset> Load, Func<string, ImageFolderOptions?, CancellationToken, TestSet> LoadTest, string NotGiven);
