namespace CompactCnn.CommandLine;

/// <summary>The full network against the compact one.</summary>
internal static class ComparisonTable
{
    /// <summary>The columns, of which all but the first are numbers.</summary>
    public static IReadOnlyList<string> Header { get; } = ["network", "test accuracy", "parameters", "MACs", "training MACs", "seconds"];

    /// <summary>One row for each network, and one for what the compact network is of the full one.</summary>
    /// <param name="full">What the full network costs.</param>
    /// <param name="dense">The full network; null where it was not trained.</param>
    /// <param name="compact">The compact network.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(CostTable full, TrainedNetwork? dense, TrainedNetwork compact) =>
    [
        dense is null ? ["dense", "not trained", Figures.Count(full.Parameters), Figures.Count(full.Macs), "", ""] : Row("dense", dense),
        Row("compact", compact),
        [
            "compact of dense",
            dense is null ? "" : FormattableString.Invariant($"{compact.Test.Accuracy - dense.Test.Accuracy:+0.00;-0.00;0.00} points"),
            Figures.Part(compact.Cost.Parameters, full.Parameters),
            Figures.Part(compact.Cost.Macs, full.Macs),
            dense is null ? "" : Figures.Part(compact.TrainingMacs, dense.TrainingMacs),
            dense is null ? "" : Figures.Part(compact.Duration.TotalSeconds, dense.Duration.TotalSeconds),
        ],
    ];

    private static string[] Row(string name, TrainedNetwork network) =>
    [
        name,
        Figures.Percent(network.Test.Accuracy),
        Figures.Count(network.Cost.Parameters),
        Figures.Count(network.Cost.Macs),
        Figures.Giga(network.TrainingMacs),
        Figures.Seconds(network.Duration),
    ];
}
