using System.Globalization;
using static CompactCnn.CommandLine.Tests.ResultsDocument;

namespace CompactCnn.CommandLine.Tests;

/// <summary>The figures of the table of goals are those of the cells that the other tables are of.</summary>
public sealed class GoalsDocumentTests
{
    private const double Quarter = 0.25;

    private const double Half = 0.5;

    private static readonly ComparisonResults Fashion = new([.. Cells("more-compute").Where(cell => cell.Request.Asked.Recipe.Epochs + cell.Request.Asked.Recipe.FineTuneEpochs == 64)]);

    private static readonly ComparisonResults[] Cifar = OfCifar(_ => true);

    // While others were trained, the machine did more other work.
    private static readonly ComparisonResults[] FirstSeedOfCifar = OfCifar(cell => cell.Request.Seed == 1);

    private static readonly ComparisonResults Full = new([.. Cells("five-fractions")]);

    // While the others were trained, the machine did other work.
    private static readonly ComparisonResults FirstSeed = new([.. Cells("five-fractions").Where(cell => cell.Request.Seed == 1)]);

    private static readonly double[] UpToHalf = [0.125, Quarter, Half];

    private static readonly double[] All = [.. UpToHalf, 0.7, 0.9];

    private static readonly ComparisonResults WidthsBefore = new([.. Cells("learned-widths")]);

    private static readonly ComparisonResults WidthsNow = new([.. Cells("learned-widths", "float32.zip")]);

    private static readonly ComparisonResults WidthsOfVgg16 = new([.. Cells("learned-widths", "vgg16.zip")]);

    public static TheoryData<string, string[]> Goals => new()
    {
        { "within 0.3 points of dense", [Minus(Fashion, "dense", Quarter), .. Cifar.Select(network => Minus(network, "dense", Half)), FullMinus("dense", Half)] },
        { "not 0.2 below `scratch-e`", [.. EverywhereMinus("scratch-e"), FullMinus("scratch-e", All)] },
        { "not 0.2 below `scratch-b`", [.. EverywhereMinus("scratch-b"), FullMinus("scratch-b", All)] },
        { "above scratch training for equal seconds", [Minus(Fashion, "scratch-s", Quarter)] },
        { "above random choice", [.. EverywhereMinus("random-schedule"), FullMinus("random-schedule", UpToHalf)] },
        { "at half, at most 60 %", [string.Join(" and ", Cifar.Select(network => FormattableString.Invariant($"{100 * Part(network, Half, row => row.TrainingMacs):F1}"))) + " %", FormattableString.Invariant($"{100 * Part(Full, Half, row => row.TrainingMacs):F1} %")] },
        {
            "the ratio of seconds",
            [
                string.Join(" and ", FirstSeedOfCifar.Select(network => Ratio(network, Half, row => row.Seconds))) + " against " + Ratio(Cifar[0], Half, row => row.TrainingMacs),
                $"{Ratio(Fashion, Quarter, row => row.Seconds)} against {Ratio(Fashion, Quarter, row => row.TrainingMacs)}",
                $"{Ratio(FirstSeed, Half, row => row.Seconds)} against {Ratio(FirstSeed, Half, row => row.TrainingMacs)}",
            ]
        },
        {
            "not 0.2 below pruning",
            [
                .. Cifar.Select(network => string.Join(", ", Minus(network, "prune-taylor", Quarter), Minus(network, "prune-taylor", Half))),
                FullMinus("prune-taylor", UpToHalf),
                FullMinus("prune-l1", UpToHalf),
            ]
        },
        {
            "learned widths",
            [.. new[] { WidthsNow, WidthsBefore, WidthsOfVgg16 }.Select(widths => widths.Row("global-macs", Quarter)!.Against(widths.Row("scratch-b@global-macs", Quarter))!.Mean.ToString(Signed, CultureInfo.InvariantCulture))]
        },
    };

    [Theory]
    [MemberData(nameof(Goals))]
    public void ItsFiguresAreMeasured(string goal, string[] figures)
    {
        string[] row = Assert.Single(Table("The goals"), row => row[0].StartsWith(goal.Trim('`'), StringComparison.Ordinal));
        Assert.All(figures, figure => Assert.Contains(figure, row[2], StringComparison.Ordinal));
    }

    [Fact]
    public void EveryGoalIsCompared() => Assert.Equal(Goals.Count, Table("The goals").Length);

    private static ComparisonResults[] OfCifar(Func<CellResult, bool> isTaken) =>
        [.. new[] { "vgg7-cifar10", "resnet20-cifar10" }.Select(model => new ComparisonResults([.. Cells("cifar-10").Where(cell => cell.Request.Asked.Model == model).Where(isTaken)]))];

    private static string[] EverywhereMinus(string method) =>
        [string.Join("; ", [Minus(Fashion, method, Quarter), .. Cifar.Select(network => $"{Minus(network, method, Quarter)}, {Minus(network, method, Half)}")])];

    private static string FullMinus(string method, params double[] fractions) => string.Join(", ", fractions.Select(fraction => Minus(Full, method, fraction)));

    private static string Minus(ComparisonResults results, string method, double fraction) =>
        results.Row(ComparisonMethods.Cucb, fraction)!.Against(results.Row(method, fraction))!.Text(Signed);

    private static double Part(ComparisonResults results, double fraction, Func<ComparisonRow, double> cost) =>
        cost(results.Row(ComparisonMethods.Cucb, fraction)!) / cost(results.Dense!);

    private static string Ratio(ComparisonResults results, double fraction, Func<ComparisonRow, double> cost) =>
        Part(results, fraction, cost).ToString("F2", CultureInfo.InvariantCulture);
}
