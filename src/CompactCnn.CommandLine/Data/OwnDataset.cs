namespace CompactCnn.CommandLine;

/// <summary>A data set that a program adds to its commands.</summary>
/// <param name="Entry">What is shown of it.</param>
/// <param name="Load">Loads it.</param>
internal sealed record OwnDataset(DatasetEntry Entry, Func<DatasetRequest, Dataset> Load);
