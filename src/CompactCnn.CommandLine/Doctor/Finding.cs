namespace CompactCnn.CommandLine;

/// <summary>What doctor found at one point.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Ok">False if it stops TorchSharp from loading.</param>
/// <param name="Found">What was found.</param>
/// <param name="Mend">What to do about it, in a sentence; null where nothing needs to be done.</param>
internal sealed record Finding(string Name, bool Ok, string Found, string? Mend = null);
