namespace CompactCnn.CommandLine;

/// <summary>Finds the name that someone meant.</summary>
internal static class NearestName
{
    /// <summary>So many names are all shown; of more, so many as are nearest.</summary>
    private const int MostShown = 3;

    /// <summary>What is shorter is the beginning of too much.</summary>
    private const int LongestInitials = 3;

    /// <summary>The sentence's tail after an unknown name: what may have been meant, if any is near, and the nearest names.</summary>
    /// <param name="name">The unknown name.</param>
    /// <param name="known">The known names.</param>
    public static string Hint(string name, IReadOnlyCollection<string> known)
    {
        IEnumerable<string> shown = Ordered(name, known).Take(MostShown).Select(pair => pair.Name);
        string nearest = known.Count <= MostShown
            ? $"expected one of {string.Join(", ", known)}"
            : FormattableString.Invariant($"the nearest of {known.Count} are {string.Join(", ", shown)}");
        return Of(name, known) is { } meant ? $"did you mean '{meant}'? {nearest}" : nearest;
    }

    /// <summary>The known name at the least distance, or null where all are far.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        (string? nearest, int distance) = Ordered(name, known).FirstOrDefault();
        return nearest is not null && distance <= Math.Max(2, name.Length / 3) && distance < name.Length ? nearest : null;
    }

    private static IEnumerable<(string Name, int Distance)> Ordered(string name, IEnumerable<string> known) => known
        .Select(candidate => (candidate, Distance(name.ToLowerInvariant().Replace('_', '-'), candidate)))
        .OrderBy(pair => pair.Item2)
        .ThenBy(pair => pair.candidate.Length);

    /// <summary>An abbreviation is the name itself, and a beginning of it, or more than it, is one letter away.</summary>
    private static int Distance(string given, string known) =>
        Initials(known) == given ? 0
            : given.Length > LongestInitials && (known.StartsWith(given, StringComparison.Ordinal) || given.StartsWith(known + "-", StringComparison.Ordinal))
                ? 1
            : Edits(given, known);

    /// <summary>Of <c>--learning-rate</c>, <c>--lr</c>; nothing of a single word.</summary>
    private static string? Initials(string known)
    {
        string[] words = known.Split('-', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1
            ? known[..known.IndexOf(words[0], StringComparison.Ordinal)] + string.Concat(words.Select(word => word[0]))
            : null;
    }

    /// <summary>Letters to insert, delete, replace or swap (Damerau and Levenshtein, adjacent swaps only).</summary>
    private static int Edits(string a, string b)
    {
        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[a.Length, b.Length];
    }
}
