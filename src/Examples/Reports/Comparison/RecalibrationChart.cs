using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace CompactCnn.Examples;

/// <summary>What recomputing the norm statistics did: accuracy on training images before and after, for each method and fraction.</summary>
internal static class RecalibrationChart
{
    /// <summary>The chart, or none where no cell was recalibrated.</summary>
    public static IEnumerable<Chart> All(ComparisonResults results)
    {
        ComparisonRow[] rows = [.. results.Rows.Where(row => row.Results.All(result => result.Recalibration is not null))];
        if (rows.Length > 0)
            yield return new Chart("recalibration", "What the norm recalibration did", Math.Max(700, 120 + (46 * rows.Length)), 420, theme => Draw(rows, results.Methods, theme));
    }

    private static Plot Draw(ComparisonRow[] rows, IReadOnlyList<ComparisonMethod> methods, ChartTheme theme)
    {
        var plot = new Plot();
        Bars(plot, rows, -0.2, "moving averages", _ => theme.Grid, result => result.Before);
        Bars(plot, rows, 0.2, "recomputed", row => ChartTheme.Of(row.Method, methods), result => result.After);
        plot.Axes.Bottom.TickGenerator = new NumericManual(
            [.. Enumerable.Range(0, rows.Length).Select(index => (double)index)],
            [.. rows.Select(row => FormattableString.Invariant($"{row.Method.Name} {row.Active}"))]);
        plot.Axes.Bottom.TickLabelStyle.Rotation = 60;
        plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleLeft;
        plot.Axes.Bottom.MinimumSize = 140;
        plot.Axes.Margins(bottom: 0);
        plot.YLabel("accuracy on training images, percent");
        return plot;
    }

    private static void Bars(Plot plot, ComparisonRow[] rows, double offset, string name, Func<ComparisonRow, Color> color, Func<RecalibrationResult, double> value)
    {
        BarPlot bars = plot.Add.Bars(
            [.. Enumerable.Range(0, rows.Length).Select(index => index + offset)],
            [.. rows.Select(row => row.Results.Average(result => value(result.Recalibration!)))]);
        bars.LegendText = name;
        foreach ((Bar bar, ComparisonRow row) in bars.Bars.Zip(rows))
        {
            bar.FillColor = color(row);
            bar.LineWidth = 0;
            bar.Size = 0.38;
        }
    }
}
