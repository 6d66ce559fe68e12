namespace CompactCnn.CommandLine;

/// <summary>Every picture of a comparison's report.</summary>
internal static class ComparisonCharts
{
    // Of the others the choice says nothing, or the same.
    private static readonly string[] Shown = [ComparisonMethods.Cucb, ComparisonMethods.Literal, ComparisonMethods.GlobalMacs];

    /// <summary>The pictures, in the order in which to show them.</summary>
    /// <param name="results">What was found.</param>
    /// <param name="model">The model that it is of.</param>
    public static IReadOnlyList<Chart> All(ComparisonResults results, DeclaredModel model)
    {
        // One seed stands for the others: channels have no common order across seeds.
        long seed = results.All.Min(result => result.Request.Seed);
        CellResult[] shown = [.. results.All
            .Where(result => result.Request.Seed == seed && result.Activity is { Count: > 0 } && Shown.Contains(result.Request.Method))
            .OrderBy(result => result.Request.Active)];
        return
        [
            .. AccuracyChart.All(results, model.Cost),
            .. ComparisonLearning.All(results),
            .. shown.Where(result => result.Activity![0].Epochs.Count > 0).Select(ActivityChart.Of),
            .. shown.Where(result => result.Request.Method != ComparisonMethods.Literal).Select(result => WidthChart.Of(result, model.Graph)),
            .. RecalibrationChart.All(results),
        ];
    }

    /// <summary>The pictures of runs of several lengths.</summary>
    public static IReadOnlyList<Chart> All(RunLengths lengths) => [.. RunLengthChart.All(lengths)];
}
