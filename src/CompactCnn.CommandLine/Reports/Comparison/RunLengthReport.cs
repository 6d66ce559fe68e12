using System.Globalization;
using System.Text;

namespace CompactCnn.CommandLine;

/// <summary>The page of a comparison with runs of several lengths, and its figures for other programs.</summary>
internal static class RunLengthReport
{
    private const int AccuracyColumn = 1;

    private static readonly string[] Header =
        ["method", "accuracy, %", "epochs", "minus dense", "minus cucb", "parameters", "MACs", "training MACs", "seconds", "seeds"];

    /// <summary>Makes the page.</summary>
    /// <param name="lengths">What was found.</param>
    /// <param name="charts">The pictures.</param>
    /// <param name="folders">The folder of each comparison.</param>
    public static string Page(RunLengths lengths, IReadOnlyList<Chart> charts, IReadOnlyDictionary<ComparisonResults, string> folders)
    {
        RunSettings settings = lengths.All[0].Request.Asked;
        HtmlPage page = new HtmlPage($"{settings.Model} on {settings.Dataset}: what methods make of more compute")
            .Paragraph($"Each point is a run of its own, with a learning rate schedule of its own length. Means over seeds, ± the standard error of the mean; differences are means of paired differences, in points, ± their standard error, between runs of the same number of epochs. Accuracy on the {lengths.All[0].All[0].MeasuredOn} images.");
        page.Figures(charts);
        foreach (double active in lengths.Fractions)
        {
            (int Epochs, ComparisonRow Row, ComparisonResults Results)[] rows = [.. lengths.Methods.SelectMany(method => lengths.Rows(method, active))];
            Dictionary<int, double> best = rows.Where(run => run.Row.Method.DependsOnFraction).GroupBy(run => run.Epochs).ToDictionary(runs => runs.Key, runs => runs.Max(run => run.Row.Accuracy.Mean));
            page.Heading(string.Create(CultureInfo.InvariantCulture, $"{active} of the channels"))
                .Table(
                    Header,
                    rows.Select(run => Cells(run.Epochs, run.Row, run.Results)),
                    textColumns: 1,
                    (index, column) => column == AccuracyColumn && rows[index].Row.Method.DependsOnFraction && rows[index].Row.Accuracy.Mean == best[rows[index].Epochs]);
        }

        page.Note("In bold the best of each length. Scratch-B trains for the training MACs of the run of that many epochs.")
            .Heading("Methods")
            .Table(["method", "what it is"], lengths.Methods.Select(method => (IReadOnlyList<string>)[method.Name, method.Summary]), textColumns: 2)
            .Heading("Commands");
        foreach (ComparisonResults results in lengths.All)
            page.Code(CompareText.Command(results, folders[results]));

        return page.ToString();
    }

    /// <summary>One line for each method, fraction and length, as comma-separated values.</summary>
    public static string Values(RunLengths lengths)
    {
        var text = new StringBuilder("method,active,epochs,seeds,accuracy_percent,accuracy_standard_error,parameters,macs,training_macs,seconds\n");
        foreach ((double active, ComparisonMethod method) in lengths.Fractions.SelectMany(active => lengths.Methods.Select(method => (active, method))))
        {
            foreach ((int epochs, ComparisonRow row, _) in lengths.Rows(method, active))
                text.Append(CultureInfo.InvariantCulture, $"{method.Name},{active},{epochs},{row.Results.Count},{row.Accuracy.Mean},{row.Accuracy.StandardError},{row.Parameters},{row.Macs},{row.TrainingMacs},{row.Seconds}\n");
        }

        return text.ToString();
    }

    private static string[] Cells(int epochs, ComparisonRow row, ComparisonResults results) =>
    [
        row.Method.Name,
        row.Accuracy.Text("F2"),
        Figures.Count(epochs),
        row.Against(results.Dense)?.Text("+0.00;-0.00;0.00") ?? "",
        row.Against(results.Row(ComparisonMethods.Cucb, row.Active))?.Text("+0.00;-0.00;0.00") ?? "",
        Figures.Count((long)row.Parameters),
        Figures.Count((long)row.Macs),
        Figures.Giga((long)row.TrainingMacs),
        Figures.Seconds(TimeSpan.FromSeconds(row.Seconds)),
        Figures.Count(row.Results.Count),
    ];
}
