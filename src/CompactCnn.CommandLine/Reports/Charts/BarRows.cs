using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace CompactCnn.CommandLine;

/// <summary>Bars from left to right, a named row each: as many as there are make a chart higher, and never its text smaller.</summary>
internal static class BarRows
{
    private const int RowHeight = 24;

    /// <summary>The height of a chart.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="lines">The lines of the longest row's name.</param>
    public static int Height(int rows, int lines = 1) => 120 + (rows * Math.Max(RowHeight, 10 + (17 * lines)));

    /// <summary>Adds a bar to each row.</summary>
    /// <param name="plot">The chart.</param>
    /// <param name="values">The bars' values, from the top.</param>
    /// <param name="color">Their colour.</param>
    /// <param name="name">What they are, for the legend.</param>
    /// <param name="offset">How far above the row's middle they lie.</param>
    /// <param name="size">How much of the row they fill.</param>
    public static BarPlot Add(Plot plot, double[] values, Color color, string name, double offset = 0, double size = 0.7)
    {
        BarPlot bars = plot.Add.Bars([.. Enumerable.Range(0, values.Length).Select(row => offset - row)], values);
        bars.LegendText = name;
        foreach (Bar bar in bars.Bars)
        {
            bar.FillColor = color;
            bar.LineWidth = 0;
            bar.Size = size;
            bar.Orientation = Orientation.Horizontal;
        }

        return bars;
    }

    /// <summary>Names the rows and the axis.</summary>
    public static void Finish(Plot plot, ChartCanvas canvas, string[] rows, string axis)
    {
        plot.Axes.Left.TickGenerator = new NumericManual([.. Enumerable.Range(0, rows.Length).Select(row => (double)-row)], rows);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            TargetTickCount = canvas.Choose(10, 5),
            MinorTickGenerator = new NoMinorTicks(),
        };
        plot.Axes.SetLimitsY(0.3 - rows.Length, 0.7);
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.XLabel(axis);
        ChartLegend.ShowRow(plot, canvas, Edge.Top);
    }
}
