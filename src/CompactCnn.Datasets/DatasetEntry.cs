namespace CompactCnn;

/// <summary>A data set that can be loaded by name.</summary>
/// <param name="Name">Its name, as <see cref="DatasetCatalog.Load"/> takes it.</param>
/// <param name="Summary">What it is, in a line.</param>
public sealed record DatasetEntry(string Name, string Summary);
