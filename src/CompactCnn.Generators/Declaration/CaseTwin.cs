namespace CompactCnn.Generators.Declaration;

/// <summary>Two models whose names are equal but for case: their files would be one where file names ignore case.</summary>
/// <param name="Name">Full name of the later model, in ordinal order.</param>
/// <param name="First">Full name of the first one.</param>
/// <param name="Position">How many of the same name, but for case, come before it.</param>
internal sealed record CaseTwin(string Name, string First, int Position)
{
    /// <summary>The twins among models.</summary>
    public static IEnumerable<CaseTwin> Among(IEnumerable<string> fullNames) => fullNames
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Select(same => same.OrderBy(name => name, StringComparer.Ordinal).ToArray())
        .Where(same => same.Length > 1)
        .SelectMany(same => same.Select((name, position) => new CaseTwin(name, same[0], position)).Skip(1));
}
