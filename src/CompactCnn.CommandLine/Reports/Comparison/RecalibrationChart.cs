using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace CompactCnn.CommandLine;

/// <summary>What recomputing the norm statistics did: accuracy on training images before and after, for each method and fraction.</summary>
internal static class RecalibrationChart
{
    /// <summary>The chart, or none where no cell was recalibrated.</summary>
    public static IEnumerable<Chart> All(ComparisonResults results)
    {
        ComparisonRow[] rows = [.. results.Rows.Where(row => row.Results.All(result => result.Recalibration is not null))];
        if (rows.Length > 0)
            yield return new Chart("recalibration", "What the norm recalibration did", 860, 110 + (24 * rows.Length), theme => Draw(rows, results.Methods, theme));
    }

    private static Plot Draw(ComparisonRow[] rows, IReadOnlyList<ComparisonMethod> methods, ChartTheme theme)
    {
        var plot = new Plot();
        Bars(plot, rows, 0.2, "moving averages", _ => theme.Grid, result => result.Before);
        Bars(plot, rows, -0.2, "recomputed", row => ChartTheme.Of(row.Method, methods), result => result.After);
        plot.Axes.Left.TickGenerator = new NumericManual(
            [.. Enumerable.Range(0, rows.Length).Select(index => (double)-index)],
            [.. rows.Select(row => FormattableString.Invariant($"{row.Method.Name} {row.Active}"))]);
        plot.Axes.Margins(left: 0);
        plot.Axes.SetLimitsY(0.3 - rows.Length, 0.7);
        plot.XLabel("accuracy on training images, percent");
        plot.ShowLegend(Edge.Bottom);
        return plot;
    }

    private static void Bars(Plot plot, ComparisonRow[] rows, double offset, string name, Func<ComparisonRow, Color> color, Func<RecalibrationResult, double> value)
    {
        BarPlot bars = plot.Add.Bars(
            [.. Enumerable.Range(0, rows.Length).Select(index => offset - index)],
            [.. rows.Select(row => row.Results.Average(result => value(result.Recalibration!)))]);
        bars.LegendText = name;
        foreach ((Bar bar, ComparisonRow row) in bars.Bars.Zip(rows))
        {
            bar.FillColor = color(row);
            bar.LineWidth = 0;
            bar.Size = 0.38;
            bar.Orientation = Orientation.Horizontal;
        }
    }
}
