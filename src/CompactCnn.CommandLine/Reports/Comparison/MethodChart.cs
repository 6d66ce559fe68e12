using ScottPlot;
using ScottPlot.TickGenerators;

namespace CompactCnn.CommandLine;

/// <summary>What charts of accuracy with a line for each method have in common.</summary>
internal static class MethodChart
{
    /// <summary>The height of a chart that names these methods.</summary>
    public static int Height(ChartCanvas canvas, IReadOnlyList<ComparisonMethod> methods) =>
        ChartLegend.Height(canvas, canvas.Choose(440, 340), [.. methods.Select(MethodStyle.NameOf)]);

    /// <summary>Names the axes and the lines.</summary>
    public static void Finish(Plot plot, ChartCanvas canvas, string axis, string measuredOn)
    {
        plot.XLabel(axis);
        plot.YLabel(canvas.IsNarrow ? $"{measuredOn} accuracy, percent" : $"accuracy on the {measuredOn} images, percent");
        if (canvas.IsNarrow && plot.Axes.Bottom.TickGenerator is NumericAutomatic ticks)
            ticks.TargetTickCount = 5;

        ChartLegend.Show(plot, canvas);
    }
}
