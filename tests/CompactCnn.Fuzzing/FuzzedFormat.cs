namespace CompactCnn.Fuzzing;

/// <summary>A format that is fuzzed.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Seeds">Whole files, and others worth beginning with.</param>
/// <param name="Read">Reads any bytes; throws where they give neither data nor a refusal as it must be.</param>
internal sealed record FuzzedFormat(string Name, Func<IEnumerable<byte[]>> Seeds, Action<byte[]> Read);
