namespace CompactCnn.CommandLine;

/// <summary>Finds the name that someone meant.</summary>
internal static class NearestName
{
    /// <summary>The sentence's tail after an unknown name: the nearest known one, if any is near, and all of them.</summary>
    /// <param name="name">The unknown name.</param>
    /// <param name="known">The known names.</param>
    public static string Hint(string name, IReadOnlyCollection<string> known)
    {
        string all = $"expected one of {string.Join(", ", known)}";
        return Of(name, known) is { } nearest ? $"did you mean '{nearest}'? {all}" : all;
    }

    /// <summary>The known name at the least distance, or null where all are far.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        (string Name, int Distance) nearest = known
            .Select(candidate => (candidate, Distance(name.ToLowerInvariant(), candidate)))
            .DefaultIfEmpty(("", int.MaxValue))
            .MinBy(pair => pair.Item2);
        return nearest.Distance <= Math.Max(2, name.Length / 3) && nearest.Distance < name.Length ? nearest.Name : null;
    }

    /// <summary>Letters to insert, delete, replace or swap (Damerau and Levenshtein, adjacent swaps only).</summary>
    private static int Distance(string a, string b)
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
