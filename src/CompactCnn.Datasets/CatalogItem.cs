namespace CompactCnn;

/// <summary>Loads a data set, as <see cref="DatasetCatalog.Load"/> does.</summary>
internal delegate Dataset DatasetLoader(string? folder, bool offline, IProgress<DownloadProgress>? progress, CancellationToken ct);

/// <summary>What the catalog knows of a data set.</summary>
/// <param name="Entry">What it shows.</param>
/// <param name="Source">Where its files can be had; null where none are needed, or they are the user's own.</param>
/// <param name="Load">Loads it; null for a folder of the user's own pictures.</param>
internal sealed record CatalogItem(DatasetEntry Entry, DataSource? Source, DatasetLoader? Load);
