using ScottPlot;
using ScottPlot.Plottables;

namespace CompactCnn.CommandLine;

/// <summary>A method in a chart of accuracy: a line through its rows, with standard errors.</summary>
internal static class MethodLine
{
    /// <summary>Adds the line.</summary>
    /// <param name="plot">The chart.</param>
    /// <param name="theme">Its colours.</param>
    /// <param name="method">The method.</param>
    /// <param name="shown">The methods of the report.</param>
    /// <param name="rows">The method's rows, in the order of the line.</param>
    /// <param name="place">Where a row lies on the horizontal axis.</param>
    public static void Add(
        Plot plot,
        ChartTheme theme,
        ComparisonMethod method,
        IReadOnlyList<ComparisonMethod> shown,
        IReadOnlyList<ComparisonRow> rows,
        Func<ComparisonRow, double> place)
    {
        double[] x = [.. rows.Select(place)];
        double[] y = [.. rows.Select(row => row.Accuracy.Mean)];
        SeriesStyle style = MethodStyle.Of(method, shown);
        Color color = theme.Visible(style.Color);
        Scatter line = plot.Add.Scatter(x, y, color);
        line.LegendText = MethodStyle.NameOf(method);
        line.LineWidth = method.Name == ComparisonMethods.Cucb ? 3 : 1.5f;
        line.MarkerShape = style.Marker;
        line.MarkerSize = 10;
        line.MarkerLineWidth = 2;
        ErrorBar errors = plot.Add.ErrorBar(x, y, [.. rows.Select(row => row.Accuracy.StandardError ?? 0)]);
        errors.Color = color;
    }
}
