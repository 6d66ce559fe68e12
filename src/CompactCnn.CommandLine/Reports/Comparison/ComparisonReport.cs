using System.Globalization;

namespace CompactCnn.CommandLine;

/// <summary>The page that report writes: everything in one file.</summary>
internal static class ComparisonReport
{
    private const int AccuracyColumn = 1;

    private static readonly string[] Header =
    [
        "method", "accuracy, %", "minus dense", "minus cucb", "parameters, of full", "MACs, of full", "training MACs, of dense",
        "seconds, of dense", "peak memory, MB", "seeds",
    ];

    /// <summary>Makes the page.</summary>
    /// <param name="results">What was found.</param>
    /// <param name="full">What the full network costs, whether or not it was trained.</param>
    /// <param name="charts">The pictures.</param>
    /// <param name="folder">Where the results are.</param>
    public static string Page(ComparisonResults results, CostTable full, IReadOnlyList<Chart> charts, string folder)
    {
        RunSettings settings = results.Request.Asked;
        CompactTrainingOptions recipe = settings.Recipe;
        HtmlPage page = new HtmlPage($"{settings.Model} on {settings.Dataset}: methods compared")
            .Paragraph($"Means over seeds, ± the standard error of the mean; differences are means of paired differences over the seeds that both methods have, in points, ± their standard error. Accuracy on the {results.All[0].MeasuredOn} images{(settings.Images.ValidationImages == 0 ? ", which nothing but the final evaluation of each cell has read" : ", held out of the training images: figures for tuning, not results")}.")
            .Code(CompareText.Command(results, folder))
            .Note("The command makes these results again; where the folder holds some of them, it resumes with the others.");
        foreach (double active in results.Fractions)
            AddTable(page, results, full, active);

        page.Note("Parameters: weights, biases, norm scales and shifts. MACs: multiply-accumulates of convolutions and linear layers for one image. Training MACs: of every step that led to the network, forward and backward, of recalibration, ranking, and of what was trained before; evaluation is left out. Seconds likewise, on the machine below. Peak memory: of a fresh process for each cell, libraries and data included; where a cell goes on from another's network, of its own process.");
        page.Heading("Methods").Table(["method", "what it is"], results.Methods.Select(method => (IReadOnlyList<string>)[method.Name, method.Summary]), textColumns: 2);
        page.Heading("Pictures")
            .Figures(charts)
            .Heading("Settings")
            .Paragraph(FormattableString.Invariant($"{recipe.Epochs} epochs of training and {recipe.FineTuneEpochs} of fine-tuning, batches of {recipe.BatchSize}, learning rate {recipe.Optimizer.LearningRate}{(recipe.LearningRateWarmup is null ? "" : Schedules.Rise(recipe.LearningRateWarmup))}, fine-tuning{Schedules.Text(recipe.FineTuneLearningRate)}, augmentation: {settings.Images.Augmentation}, steps in {SettingTable.Precision.Print(settings)} with {SettingTable.MemoryLayout.Print(settings)} feature maps. What cells share is the same for every method; each cell's file has all of it."));
        foreach (string environment in Environments(results))
            page.Note(environment);

        return page.ToString();
    }

    private static void AddTable(HtmlPage page, ComparisonResults results, CostTable full, double active)
    {
        IReadOnlyList<ComparisonRow> rows = results.At(active);
        double best = rows.Where(row => row.Method.DependsOnFraction).Max(row => row.Accuracy.Mean);
        page.Heading(string.Create(CultureInfo.InvariantCulture, $"{active} of the channels"))
            .Table(
                Header,
                rows.Select(row => Cells(results, full, row)),
                textColumns: 1,
                (row, column) => column == AccuracyColumn && rows[row].Method.DependsOnFraction && rows[row].Accuracy.Mean == best);
    }

    private static string[] Cells(ComparisonResults results, CostTable full, ComparisonRow row) =>
    [
        row.Method.Name,
        row.Accuracy.Text("F2"),
        row.Against(results.Dense)?.Text("+0.00;-0.00;0.00") ?? "",
        row.Against(results.Row(ComparisonMethods.Cucb, row.Active))?.Text("+0.00;-0.00;0.00") ?? "",
        With(Figures.Count((long)row.Parameters), Figures.Part(row.Parameters, full.Parameters)),
        With(Figures.Count((long)row.Macs), Figures.Part(row.Macs, full.Macs)),
        With(Figures.Giga((long)row.TrainingMacs), PartOfDense(results, row, other => other.TrainingMacs)),
        With(Figures.Seconds(TimeSpan.FromSeconds(row.Seconds)), PartOfDense(results, row, other => other.Seconds)),
        Figures.Count((long)(row.PeakMemory / 1e6)),
        Figures.Count(row.Results.Count),
    ];

    private static string With(string figure, string part) => part.Length == 0 ? figure : $"{figure} ({part})";

    private static string PartOfDense(ComparisonResults results, ComparisonRow row, Func<ComparisonRow, double> measure) =>
        results.Dense is { } dense ? Figures.Part(measure(row), measure(dense)) : "";

    private static IEnumerable<string> Environments(ComparisonResults results) => results.All
        .GroupBy(result => result.Environment with { Date = "" })
        .Select(group => $"{group.Key.Text} {Figures.Count(group.Count())} {(group.Count() == 1 ? "cell" : "cells")}.");
}
