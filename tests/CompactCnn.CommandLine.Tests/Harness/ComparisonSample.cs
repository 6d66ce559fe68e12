namespace CompactCnn.CommandLine.Tests;

/// <summary>Results of a comparison that nobody had to train for.</summary>
internal static class ComparisonSample
{
    private const int Epochs = 2;

    /// <summary>A cell for each method, at two fractions and with two seeds.</summary>
    public static ComparisonResults Of(DeclaredModel model, params string[] methods) => new(
    [
        .. from method in methods
           from active in ComparisonMethods.Named(method).DependsOnFraction ? (double[])[0.25, 0.5] : [1]
           from seed in (long[])[1, 2]
           select Cell(model, method, active, seed),
    ]);

    /// <summary>A channel in two is active in the first epoch, and the others in the second.</summary>
    public static IReadOnlyList<GroupActivity> Activity(ModelGraph graph) =>
    [
        .. graph.Groups.Select(group => new GroupActivity(group.Name, [.. Enumerable.Range(0, Epochs).Select(epoch => Alternating(group.Count, epoch))])),
    ];

    private static float[] Alternating(int count, int epoch) => [.. Enumerable.Range(0, count).Select(channel => (float)((channel + epoch) % 2))];

    private static CellResult Cell(DeclaredModel model, string method, double active, long seed)
    {
        bool isSliced = ComparisonMethods.Named(method) is SlicedMethod;
        CostTable cost = model.CostOf(active);
        int order = ComparisonMethods.Order(ComparisonMethods.Named(method));
        double accuracy = 70 + order + seed + (10 * active);
        return new CellResult(
            new CellRequest
            {
                Method = method,
                Asked = RunSettings.Default with
                {
                    Model = model.Name,
                    Recipe = new CompactTrainingOptions { Target = CompactTarget.Channels(active), Seed = seed, Epochs = Epochs, FineTuneEpochs = 1, BatchSize = 16 },
                },
            },
            "test",
            accuracy,
            1,
            cost.Parameters,
            cost.Macs,
            (long)(active * 1e12) + order,
            100 * active,
            1,
            1,
            [new PhaseResult(PhaseResult.Training, 1, 1, [.. Enumerable.Range(0, Epochs + 1).Select(epoch => new EpochFigures(2.5 - (0.3 * epoch) - (0.01 * order), 40 + (10 * epoch) + order, 1, 1, []))])],
            isSliced ? new RecalibrationResult(accuracy - 5, accuracy) : null,
            model.WidthsAt(active),
            null,
            isSliced ? Activity(model.Graph) : null,
            new EnvironmentResult("1.0", "2.10", ".NET", "Linux", "processor", 1, ""));
    }
}
