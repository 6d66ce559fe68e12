namespace CompactCnn.CommandLine;

/// <summary>What images of each class were taken for: the whole matrix of a few classes, the most frequent errors of many.</summary>
internal static class ConfusionTable
{
    private const int ClassesShown = 20;
    private const int PairsShown = 20;

    /// <summary>The names of the columns.</summary>
    public static IReadOnlyList<string> Header(Evaluation evaluation) =>
        IsWhole(evaluation) ? ["taken for", .. Answers(evaluation)] : ["class", "taken for", "images", "of the class"];

    /// <summary>How many columns are text.</summary>
    public static int TextColumns(Evaluation evaluation) => IsWhole(evaluation) ? 1 : 2;

    /// <summary>The rows: a class each, or a pair.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(Evaluation evaluation)
    {
        if (IsWhole(evaluation))
        {
            Dictionary<(string, string), int> wrong = evaluation.Confusions.ToDictionary(pair => (pair.Name, pair.Answer), pair => pair.Count);
            return evaluation.Classes.Select(one => (IReadOnlyList<string>)
                [one.Name, .. Answers(evaluation).Select(answer => answer == one.Name ? Figures.Count(one.Right) : wrong.TryGetValue((one.Name, answer), out int count) ? Figures.Count(count) : "")]);
        }

        Dictionary<string, int> seen = evaluation.Classes.ToDictionary(one => one.Name, one => one.Count, StringComparer.Ordinal);
        return evaluation.Confusions.OrderByDescending(pair => pair.Count).Take(PairsShown)
            .Select(pair => (IReadOnlyList<string>)[pair.Name, pair.Answer, Figures.Count(pair.Count), Figures.Part(pair.Count, seen[pair.Name])]);
    }

    /// <summary>The same as text.</summary>
    public static string Of(Evaluation evaluation)
    {
        string table = TextTable.Of(Header(evaluation), Rows(evaluation), TextColumns(evaluation));
        return IsWhole(evaluation) || evaluation.Confusions.Count <= PairsShown ? table : $"{table}the {PairsShown} most frequent of {Figures.Count(evaluation.Confusions.Count)} confusions\n";
    }

    /// <summary>The same for programs.</summary>
    public static IReadOnlyList<ConfusionResult> Results(Evaluation evaluation) =>
        [.. evaluation.Confusions.Select(pair => new ConfusionResult(pair.Name, pair.Answer, pair.Count))];

    private static bool IsWhole(Evaluation evaluation) => Answers(evaluation).Length <= ClassesShown;

    /// <summary>The classes of the images, and those that others were taken for.</summary>
    private static string[] Answers(Evaluation evaluation) =>
        [.. evaluation.Classes.Select(one => one.Name).Union(evaluation.Confusions.Select(pair => pair.Answer), StringComparer.Ordinal)];
}

/// <summary>Images of a class that were taken for another.</summary>
internal sealed record ConfusionResult(string Name, string Answer, int Images);
