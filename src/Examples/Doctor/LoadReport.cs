namespace CompactCnn.Examples;

/// <summary>What a process found that tried to load TorchSharp's native library.</summary>
/// <param name="Failure">Why it could not be loaded; null if it could.</param>
/// <param name="Version">Version of libtorch.</param>
/// <param name="Threads">Threads that libtorch computes with.</param>
/// <param name="Datasets">What each data set is, or why it cannot be had.</param>
internal sealed record LoadReport(string? Failure, string Version, int Threads, IReadOnlyList<DatasetReport> Datasets);

/// <summary>Whether a data set can be loaded.</summary>
internal sealed record DatasetReport(string Name, string Found);
