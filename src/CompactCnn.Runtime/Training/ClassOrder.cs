namespace CompactCnn;

/// <summary>Classes are matched by their names: the same label may stand for different ones in two places.</summary>
internal static class ClassOrder
{
    private const int NamesShown = 20;

    /// <summary>Which label of a list each name of another has.</summary>
    /// <param name="names">The names to find.</param>
    /// <param name="known">The names of the list, from label 0.</param>
    /// <param name="fault">What is wrong, with both lists; null if nothing is.</param>
    /// <returns>A label for each name; null if one is not in the list.</returns>
    public static long[]? Of(IReadOnlyList<string> names, IReadOnlyList<string> known, out string? fault)
    {
        var labels = new Dictionary<string, long>(StringComparer.Ordinal);
        for (int label = 0; label < known.Count; label++)
        {
            labels.TryAdd(known[label], label);
        }

        string[] unknown = [.. names.Where(name => !labels.ContainsKey(name))];
        fault = unknown.Length == 0
            ? null
            : $"classes are matched by name, but {List(unknown)} {(unknown.Length == 1 ? "is" : "are")} not among those known, {List(known)}; the data has {List(names)}: rename them, or take the others away";
        return fault is null ? [.. names.Select(name => labels[name])] : null;
    }

    /// <summary>Whether every name has the same label in both lists.</summary>
    public static bool IsSame(IReadOnlyList<string> names, IReadOnlyList<string> known) =>
        names.Count <= known.Count && names.Zip(known).All(pair => pair.First == pair.Second);

    /// <summary>As <c>'rose', 'tulip'</c>; of long lists the first and how many follow.</summary>
    public static string List(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(NamesShown).Select(name => $"'{name}'")) + (names.Count > NamesShown ? FormattableString.Invariant($" and {names.Count - NamesShown} more") : "");
}
