using ScottPlot;
using ScottPlot.Plottables;

namespace CompactCnn.CommandLine;

/// <summary>Channels of each group, in the full network and in a compact one: a bar a group, downwards.</summary>
internal static class WidthChart
{
    /// <summary>The chart of one cell.</summary>
    public static Chart Of(CellResult cell, ModelGraph graph) => new(
        $"widths-{cell.Request.Cell().Name}",
        $"Widths by layer before and after: {cell.Request.Cell().Name}",
        _ => BarRows.Height(graph.Groups.Length),
        canvas => Draw(cell, graph, canvas));

    private static Plot Draw(CellResult cell, ModelGraph graph, ChartCanvas canvas)
    {
        var plot = new Plot();
        BarPlot full = BarRows.Add(plot, [.. graph.FullWidths.Select(width => (double)width)], canvas.Theme.Grid, "full network");
        foreach ((Bar bar, int width) in full.Bars.Zip(cell.Widths))
            bar.Label = FormattableString.Invariant($"{width} of {bar.Value}");

        full.ValueLabelStyle.ForeColor = canvas.Theme.Text;
        Color kept = canvas.Theme.Visible(MethodStyle.Of(cell.Request.Cell().Method, []).Color);
        BarRows.Add(plot, [.. cell.Widths.Select(width => (double)width)], kept, "kept");
        // Room for the figures at the ends of the bars.
        plot.Axes.SetLimitsX(0, graph.FullWidths.Max() * (canvas.IsNarrow ? 1.6 : 1.2));
        BarRows.Finish(plot, canvas, [.. graph.Groups.Select(group => group.Name)], "channels");
        return plot;
    }
}
