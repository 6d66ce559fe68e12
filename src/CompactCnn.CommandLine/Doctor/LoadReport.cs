namespace CompactCnn.CommandLine;

/// <summary>What a process found that tried to load TorchSharp's native library.</summary>
/// <param name="Failure">Why it could not be loaded; null if it could.</param>
/// <param name="Version">Version of libtorch.</param>
/// <param name="Threads">Threads that libtorch computes with.</param>
/// <param name="ConvolutionsAreRight">Whether its convolutions agree with float64.</param>
internal sealed record LoadReport(string? Failure, string Version, int Threads, bool ConvolutionsAreRight);
