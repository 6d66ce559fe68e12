using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace CompactCnn.CommandLine;

/// <summary>Channels of each group, in the full network and in a compact one.</summary>
internal static class WidthChart
{
    /// <summary>The chart of one cell.</summary>
    public static Chart Of(CellResult cell, ModelGraph graph) => new(
        $"widths-{cell.Request.Cell().Name}",
        $"Widths by layer before and after: {cell.Request.Cell().Name}",
        Math.Max(700, 90 + (30 * graph.Groups.Length)),
        380,
        theme => Draw(cell, graph, theme));

    private static Plot Draw(CellResult cell, ModelGraph graph, ChartTheme theme)
    {
        var plot = new Plot();
        BarPlot full = plot.Add.Bars(Positions(graph, -0.2), [.. graph.FullWidths.Select(width => (double)width)]);
        full.LegendText = "full network";
        Style(full, theme.Grid);
        BarPlot kept = plot.Add.Bars(Positions(graph, 0.2), [.. cell.Widths.Select(width => (double)width)]);
        kept.LegendText = "kept";
        Style(kept, ChartTheme.Of(cell.Request.Cell().Method, []));
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. Positions(graph, 0)], [.. graph.Groups.Select(group => group.Name)]);
        plot.Axes.Bottom.TickLabelStyle.Rotation = 60;
        plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleLeft;
        plot.Axes.Bottom.MinimumSize = 110;
        plot.Axes.Margins(bottom: 0);
        plot.YLabel("channels");
        plot.ShowLegend(Alignment.UpperLeft);
        return plot;
    }

    private static double[] Positions(ModelGraph graph, double offset) => [.. Enumerable.Range(0, graph.Groups.Length).Select(group => group + offset)];

    private static void Style(BarPlot bars, Color color)
    {
        foreach (Bar bar in bars.Bars)
        {
            bar.FillColor = color;
            bar.LineWidth = 0;
            bar.Size = 0.38;
        }
    }
}
