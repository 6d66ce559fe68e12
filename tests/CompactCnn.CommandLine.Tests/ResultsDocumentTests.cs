using System.Globalization;
using static CompactCnn.CommandLine.Tests.ResultsDocument;

namespace CompactCnn.CommandLine.Tests;

/// <summary>The tables of the results are those of the files beside them.</summary>
public sealed class ResultsDocumentTests
{
    private const string MoreCompute = "Should you use this? What more compute buys";

    private const string Before = "With the defaults of before";

    private const string LongRuns = "Longer still: shrinking late, and a teacher";

    private const string FiveFractions = "The paper's experiment: five fractions";

    private static readonly double[] Fractions = [0.25, 0.5];

    [Theory]
    [InlineData(MoreCompute, "more-compute")]
    [InlineData(Before, "more-compute-before")]
    public void AccuracyAndComputeByLengthAreMeasured(string heading, string folder)
    {
        ILookup<string, string[]> rows = Rows(folder, "lengths.csv");
        string[][] accuracy = Table(heading);
        string[][] compute = Table(heading, 2);
        Assert.Equal(rows.Select(row => row.Key), accuracy.Select(row => row[0]));
        Assert.Equal(rows.Select(row => row.Key), compute.Select(row => row[0]));
        foreach ((string[] first, string[] second) in accuracy.Zip(compute))
        {
            string[][] lengths = [.. rows[first[0]]];
            Assert.All(lengths, length => Assert.Equal("3", length[3]));
            Assert.Equal(lengths.Select(length => $"{Number(length[4])} ± {Number(length[5])}"), first[1..]);
            Assert.Equal(lengths.Select(length => Number(length[8], 1e-12)), second[1..]);
        }
    }

    [Theory]
    [InlineData(MoreCompute, "more-compute")]
    [InlineData(Before, "more-compute-before")]
    public void DifferencesByLengthAreMeasured(string heading, string folder)
    {
        Dictionary<int, ComparisonResults> lengths = Cells(folder).GroupBy(cell => cell.Request.Asked.Recipe.Epochs + cell.Request.Asked.Recipe.FineTuneEpochs)
            .ToDictionary(cells => cells.Key, cells => new ComparisonResults([.. cells]));
        Assert.All(Table(heading, 1), row => Assert.Equal(
            lengths.OrderBy(length => length.Key).Select(length => length.Value.Row(ComparisonMethods.Cucb, 0.25)!.Against(length.Value.Row(row[0], 0.25))!.Text(Signed)),
            row[1..]));
    }

    [Fact]
    public void WhatFiveFractionsGaveIsMeasured()
    {
        List<CellResult> cells = Cells("five-fractions");
        var results = new ComparisonResults([.. cells]);
        double[] fractions = [.. cells.Select(cell => cell.Request.Active).Where(active => active < 1).Distinct().Order()];
        string[][] accuracy = Table(FiveFractions);
        Assert.Equal(results.Methods.Select(method => method.Name), accuracy.Select(row => row[0]));
        Assert.All(accuracy, row => Assert.Equal(fractions.Select(fraction => results.Row(row[0], fraction)!.Accuracy.Text("F2")), row[1..]));

        string[][] differences = Table(FiveFractions, 1);
        Assert.Equal(results.Methods.Count - 1, differences.Length);
        Assert.All(differences, row => Assert.Equal(fractions.Select(fraction => Method(fraction).Against(results.Row(row[0], fraction))!.Text(Signed)), row[1..]));

        string[][] compute = Table(FiveFractions, 2);
        Assert.Equal(results.Methods.Count, compute.Length);
        Assert.All(compute, row => Assert.Equal(fractions.Select(fraction => Number(results.Row(row[0], fraction)!.TrainingMacs.ToString(CultureInfo.InvariantCulture), 1e-12)), row[1..]));

        // Nothing else ran on the machine while the first seed did.
        var first = new ComparisonResults([.. cells.Where(cell => cell.Request.Seed == 1)]);
        Assert.Equal(
            [["training MACs", .. fractions.Select(fraction => Part(fraction, row => row.TrainingMacs))], ["seconds", .. fractions.Select(fraction => Part(fraction, row => row.Seconds))]],
            Table(FiveFractions, 3));

        ComparisonRow Method(double fraction) => results.Row(ComparisonMethods.Cucb, fraction)!;

        string Part(double fraction, Func<ComparisonRow, double> cost) =>
            (cost(first.Row(ComparisonMethods.Cucb, fraction)!) / cost(first.Dense!)).ToString("F2", CultureInfo.InvariantCulture);
    }

    [Fact]
    public void WhatWasTunedIsMeasured()
    {
        ILookup<string, string[]> rows = Rows("tuning", "summary.csv");
        var results = new ComparisonResults([.. Cells("tuning")]);
        Assert.Equal(rows.Select(row => row.Key), Table("What was tuned").Select(row => row[0]));
        Assert.All(Table("What was tuned"), row =>
        {
            string[] values = Assert.Single(rows[row[0]]);
            ComparisonRow measured = results.Row(row[0], 0.25)!;
            Assert.Equal(measured.Accuracy.Text("F2"), row[1]);
            Assert.Equal(row[0] is "cucb" or "dense" ? "" : $"{Number(values[7], sign: Signed)} ± {Number(values[8])}", row[2]);
            Assert.Equal(Number(values[11], 1e-12), row[3]);
        });
    }

    [Theory]
    [InlineData("Learned widths", "cells.zip", 9)]
    [InlineData("With the defaults of now", "float32.zip", 4)]
    public void WhatLearnedWidthsGaveIsMeasured(string heading, string file, int methods)
    {
        var results = new ComparisonResults([.. Cells("learned-widths", file)]);
        ComparisonRow uniform = results.Row("scratch-e", 0.25)!;
        Assert.All(Table(heading), row =>
        {
            ComparisonRow measured = results.Row(row[0], 0.25)!;
            Assert.Equal(measured.Accuracy.Text("F2"), row[1]);
            Assert.Equal(row[0] == "scratch-e" ? "" : measured.Against(uniform)!.Text(Signed), row[2]);
            Assert.Equal(Number(measured.TrainingMacs.ToString(CultureInfo.InvariantCulture), 1e-12), row[3]);
        });
        Assert.Equal(methods, Table(heading).Length);
    }

    [Fact]
    public void WhatLearnedWidthsGaveOnVgg16IsMeasured()
    {
        var results = new ComparisonResults([.. Cells("learned-widths", "vgg16.zip")]);
        ComparisonRow uniform = results.Row("scratch-e", 0.25)!;
        string[][] table = Table("On VGG-16");
        Assert.All(table, row =>
        {
            ComparisonRow measured = results.Row(row[0], 0.25)!;
            Assert.Equal([measured.Accuracy.Text("F2"), row[0] == "scratch-e" ? "" : measured.Against(uniform)!.Text(Signed)], row[1..3]);
            Assert.Equal(measured.Parameters.ToString("N0", CultureInfo.InvariantCulture), row[3]);
            Assert.Equal(Number(measured.TrainingMacs.ToString(CultureInfo.InvariantCulture), 1e-12), row[4]);
        });
        Assert.Equal(results.Methods.Count, table.Length);
    }

    [Fact]
    public void WhatLongRunsGaveIsMeasured()
    {
        var results = new ComparisonResults([.. Cells("long-runs").Where(cell => cell.Request.Asked.Images.ValidationImages == 0)]);
        ComparisonRow[] references = [.. new[] { "scratch-b@cucb+shrink-power=1+shrink-over=0.75+freeze-after=0.8", "scratch-b@taught" }.Select(method => results.Row(method, 0.25)!), results.Dense!];
        string[][] table = Table(LongRuns);
        Assert.All(table, row =>
        {
            ComparisonRow measured = results.Row(row[0], 0.25)!;
            Assert.Equal(measured.Accuracy.Text("F2"), row[1]);
            Assert.Equal(references.Select(reference => measured.Against(reference)?.Text(Signed) ?? ""), row[2..5]);
            Assert.Equal(Number(measured.TrainingMacs.ToString(CultureInfo.InvariantCulture), 1e-12), row[5]);
        });
        Assert.Equal(results.Methods.Count, table.Length);
    }

    [Fact]
    public void WhatLongRunsGaveOnImagesHeldOutIsMeasured()
    {
        var results = new ComparisonResults([.. Cells("long-runs").Where(cell => cell.Request.Asked.Images.ValidationImages > 0)]);
        string[][] table = Table(LongRuns, 1);
        Assert.All(table, row => Assert.Equal(results.Row(row[0], 0.25)!.Accuracy.Text("F2"), row[1]));
        Assert.Equal(results.Methods.Count, table.Length);
    }

    [Fact]
    public void WhatTheLearningRateDidIsMeasured()
    {
        var results = new ComparisonResults([.. Cells("learning-rate").Where(cell => cell.Request is { Asked.Model: "vgg7-cifar10", MeasuresValidation: true })]);
        Assert.All(Table("The learning rate of the wide beginning"), row => Assert.Equal(results.Row(row[0], 0.25)!.Accuracy.Text("F2"), row[1]));
        Assert.Equal(results.Methods.Count, Table("The learning rate of the wide beginning").Length);
    }

    [Fact]
    public void WhatTheShapeOfTheShrinkingDidIsMeasured()
    {
        ILookup<(string, string, string), CellResult> runs = Cells("shrinking").ToLookup(cell => (cell.Request.Asked.Model, TrainedOn(cell.Request), Epochs(cell.Request)));
        string[][] table = Table("The shape of the shrinking");
        Assert.All(table, row =>
        {
            ComparisonRow measured = new ComparisonResults([.. runs[(row[0], row[1], row[2])]]).Row(row[3], 0.25)!;
            Assert.Equal(measured.Accuracy.Text("F2"), row[4]);
            Assert.Equal(Number(measured.TrainingMacs.ToString(CultureInfo.InvariantCulture), 1e-12), row[5]);
        });
        Assert.Equal(runs.Sum(cells => new ComparisonResults([.. cells]).Methods.Count), table.Length);

        static string Epochs(CellRequest request) => (request.Asked.Recipe.Epochs + request.Asked.Recipe.FineTuneEpochs).ToString(CultureInfo.InvariantCulture);

        // Of the sets that are used whole here, only CIFAR-10.
        static string TrainedOn(CellRequest request) =>
            ((request.Asked.Images.TrainingImages > 0 ? request.Asked.Images.TrainingImages : 50_000) - request.Asked.Images.ValidationImages).ToString("N0", CultureInfo.InvariantCulture);
    }

    [Fact]
    public void WhatTheWideBeginningIsWorthIsMeasured()
    {
        ILookup<(string, string), CellResult> runs = Cells("wide-beginning").ToLookup(cell => (cell.Request.Asked.Model, $"{cell.Request.Asked.Recipe.Epochs} + {cell.Request.Asked.Recipe.FineTuneEpochs}"));
        string[][] table = Table("What the wide beginning is worth");
        Assert.All(table, row =>
        {
            ComparisonRow measured = new ComparisonResults([.. runs[(row[0], row[1])]]).Row(row[2], 0.25)!;
            Assert.Equal([measured.Accuracy.Text("F2"), Number(measured.TrainingMacs.ToString(CultureInfo.InvariantCulture), 1e-12)], row[3..]);
        });
        Assert.Equal(runs.Sum(cells => new ComparisonResults([.. cells]).Methods.Count), table.Length);
    }

    [Theory]
    [InlineData("A VGG", 0, "cells.zip", "vgg7-cifar10")]
    [InlineData("A VGG", 2, "vgg7-float32.zip", "vgg7-cifar10")]
    [InlineData("ResNet-20", 0, "cells.zip", "resnet20-cifar10")]
    [InlineData("Channels that additions tie", 0, "cells.zip", "resnet20-single-cifar10")]
    public void WhatCifar10GaveIsMeasured(string heading, int index, string file, string model)
    {
        var results = new ComparisonResults([.. Cells("cifar-10", file).Where(cell => cell.Request.Asked.Model == model)]);
        string[][] table = Table(heading, index);
        Assert.All(table, row =>
        {
            ComparisonRow?[] measured = [.. Fractions.Select(fraction => results.Row(row[0], fraction))];
            Assert.Equal(measured.Select(fraction => fraction?.Accuracy.Text("F2") ?? ""), row[1..3]);
            Assert.Equal(Fractions.Zip(measured, (fraction, other) => results.Row(ComparisonMethods.Cucb, fraction)!.Against(other)?.Text(Signed) ?? ""), row[3..5]);
            Assert.Equal(measured.Select(fraction => fraction is null ? "" : Number(fraction.TrainingMacs.ToString(CultureInfo.InvariantCulture), 1e-12)), row[5..7]);
        });
        Assert.Equal(results.Methods.Count, table.Length);
    }

    [Theory]
    [InlineData("densenet40-cifar10", "cifar-10", 0)]
    [InlineData("densenet22-fashion", "densenet22", 1)]
    public void WhatDenseNetGaveIsMeasured(string model, string folder, int index)
    {
        var results = new ComparisonResults([.. Cells(folder).Where(cell => cell.Request.Asked.Model == model)]);
        string[][] table = Table("What a channel of DenseNet is worth", index);
        ComparisonRow method = results.Row(ComparisonMethods.Cucb, Fractions[0])!;
        Assert.All(table, row =>
        {
            ComparisonRow measured = results.Row(row[0], Fractions[0])!;
            Assert.Equal([measured.Accuracy.Text("F2"), method.Against(measured)?.Text(Signed) ?? "", Number(measured.TrainingMacs.ToString(CultureInfo.InvariantCulture), 1e-12)], row[1..]);
        });
        Assert.Equal(results.Methods.Count, table.Length);
    }

    [Fact]
    public void WhatAnotherProcessorGaveIsMeasured()
    {
        List<CellResult> cells = Cells("cifar-10", "float32-avx512.zip");
        string[][] table = Table("A VGG", 3);
        Assert.Equal(
            cells.Select(cell => (cell.Request.Asked.Model, cell.Request.Method, cell.Accuracy.ToString("F2", CultureInfo.InvariantCulture))).Order(),
            table.Select(row => (row[0], row[1], row[2])).Order());
    }

    [Fact]
    public void WhatAStraightLineGaveOnCifar10IsMeasured()
    {
        var results = new ComparisonResults([.. Cells("cifar-10", "straight-line.zip")]);
        string[][] table = Table("A VGG", 1);
        Assert.All(table, row => Assert.Equal(Fractions.Select(fraction => results.Row(row[0], fraction)?.Accuracy.Text("F2") ?? ""), row[1..3]));
        Assert.Equal(results.Methods.Count, table.Length);
    }
}
