namespace CompactCnn;

/// <summary>Pieces of sentences.</summary>
internal static class Sentence
{
    /// <summary>As <c>'a', 'b' or 'c'</c>.</summary>
    public static string Choice(IReadOnlyList<string> names)
    {
        string[] quoted = [.. names.Select(name => $"'{name}'")];
        return quoted.Length == 1 ? quoted[0] : $"{string.Join(", ", quoted[..^1])} or {quoted[^1]}";
    }
}
