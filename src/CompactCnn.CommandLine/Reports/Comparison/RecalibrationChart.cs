using ScottPlot;
using ScottPlot.Plottables;

namespace CompactCnn.CommandLine;

/// <summary>What recomputing the norm statistics did: accuracy on training images before and after, for each method and fraction.</summary>
internal static class RecalibrationChart
{
    /// <summary>The chart, or none where no cell was recalibrated.</summary>
    public static IEnumerable<Chart> All(ComparisonResults results)
    {
        ComparisonRow[] rows = [.. results.Rows.Where(row => row.Results.All(result => result.Recalibration is not null))];
        if (rows.Length > 0)
        {
            yield return new Chart(
                "recalibration",
                "What the norm recalibration did",
                canvas => BarRows.Height(rows.Length, rows.Max(row => ChartLegend.Lines(NameOf(row, canvas)))),
                canvas => Draw(rows, results.Methods, canvas));
        }
    }

    private static Plot Draw(ComparisonRow[] rows, IReadOnlyList<ComparisonMethod> methods, ChartCanvas canvas)
    {
        var plot = new Plot();
        BarRows.Add(plot, Values(rows, result => result.Before), canvas.Theme.Muted, "moving averages", offset: 0.19, size: 0.36);
        BarPlot after = BarRows.Add(plot, Values(rows, result => result.After), canvas.Theme.Text, "recomputed", offset: -0.19, size: 0.36);
        foreach ((Bar bar, ComparisonRow row) in after.Bars.Zip(rows))
            bar.FillColor = canvas.Theme.Visible(MethodStyle.Of(row.Method, methods).Color);

        plot.Axes.Margins(left: 0);
        BarRows.Finish(
            plot,
            canvas,
            [.. rows.Select(row => NameOf(row, canvas))],
            canvas.IsNarrow ? "training accuracy, percent" : "accuracy on training images, percent");
        return plot;
    }

    private static string NameOf(ComparisonRow row, ChartCanvas canvas) =>
        ChartLegend.Wrapped(FormattableString.Invariant($"{row.Method.Name} {row.Active}"), canvas.Choose(44, 20));

    private static double[] Values(ComparisonRow[] rows, Func<RecalibrationResult, double> value) =>
        [.. rows.Select(row => row.Results.Average(result => value(result.Recalibration!)))];
}
