namespace CompactCnn.Fuzzing;

/// <summary>All formats that are fuzzed.</summary>
internal static class FuzzedFormats
{
    private static readonly FuzzedFormat[] All = [.. DatasetFormats.All, .. RuntimeFormats.All];

    /// <exception cref="ArgumentException">None has the name.</exception>
    public static FuzzedFormat Named(string name) =>
        All.FirstOrDefault(format => format.Name == name)
        ?? throw new ArgumentException($"'{name}' is none of the formats {string.Join(", ", All.Select(format => format.Name))}");
}
