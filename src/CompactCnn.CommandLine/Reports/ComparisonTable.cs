namespace CompactCnn.CommandLine;

/// <summary>The full network against the compact one.</summary>
internal static class ComparisonTable
{
    /// <summary>The columns, of which all but the first are numbers.</summary>
    public static IReadOnlyList<string> Header { get; } = ["network", "test accuracy", "parameters", "MACs", "training MACs", "seconds"];

    /// <summary>One row for each network, and one for what the compact network is of the full one.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(TrainedNetwork dense, TrainedNetwork compact) =>
    [
        Row("dense", dense),
        Row("compact", compact),
        [
            "compact of dense",
            FormattableString.Invariant($"{compact.Test.Accuracy - dense.Test.Accuracy:+0.00;-0.00;0.00} points"),
            Figures.Part(compact.Cost.Parameters, dense.Cost.Parameters),
            Figures.Part(compact.Cost.Macs, dense.Cost.Macs),
            Figures.Part(compact.TrainingMacs, dense.TrainingMacs),
            Figures.Part(compact.Duration.TotalSeconds, dense.Duration.TotalSeconds),
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
