using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;
using Phases = System.Collections.Generic.IReadOnlyList<(int After, string Name)>;

namespace CompactCnn.CommandLine;

/// <summary>How runs went, epoch by epoch, through all of their phases.</summary>
internal static class LearningChart
{
    // Points that are marked on a line of many epochs.
    private const int MostMarkers = 8;

    /// <summary>The chart of one figure.</summary>
    /// <param name="name">Its file's name, without the ending.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="axis">The figure.</param>
    /// <param name="curves">The runs.</param>
    /// <param name="phases">After how many epochs which phase begins.</param>
    public static Chart Of(string name, string title, string axis, IReadOnlyList<LearningCurve> curves, Phases phases) => new(
        name,
        title,
        canvas => ChartLegend.Height(canvas, canvas.Choose(380, 300), [.. curves.Select(curve => curve.Name)]),
        canvas => Draw(axis, curves, phases, canvas))
    {
        Remark = phases.Count == 0 ? null : $"Dotted lines: where {string.Join(" and ", phases.Select(phase => phase.Name))} begins.",
    };

    private static Plot Draw(string axis, IReadOnlyList<LearningCurve> curves, Phases phases, ChartCanvas canvas)
    {
        var plot = new Plot();
        foreach ((int after, _) in phases)
            plot.Add.VerticalLine(after + 0.5, width: 1.5f, canvas.Theme.Muted, LinePattern.Dotted);

        foreach (LearningCurve curve in curves)
            Add(plot, curve, canvas.Theme);

        plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            TargetTickCount = canvas.Choose(12, 6),
            MinorTickGenerator = new NoMinorTicks(),
        };
        plot.Axes.SetLimitsX(0.5, Math.Max(1, curves.Max(curve => curve.Values.Count)) + 0.5);
        plot.XLabel("epoch");
        plot.YLabel(axis);
        ChartLegend.Show(plot, canvas);
        return plot;
    }

    private static void Add(Plot plot, LearningCurve curve, ChartTheme theme)
    {
        (double Epoch, double Value)[] points =
        [
            .. curve.Values.Index()
                .Where(point => point.Item is { } value && double.IsFinite(value))
                .Select(point => (point.Index + 1.0, point.Item!.Value)),
        ];
        if (points.Length == 0)
            return;

        Color color = theme.Visible(curve.Style.Color);
        Scatter line = Points(plot, points, color);
        line.LineWidth = 2;
        line.LinePattern = curve.IsHeldOut ? LinePattern.Dashed : LinePattern.Solid;
        line.MarkerSize = 0;

        int every = (points.Length + MostMarkers - 1) / MostMarkers;
        (double Epoch, double Value)[] marked = [.. points.Where((_, index) => (points.Length - 1 - index) % every == 0)];
        Scatter markers = Points(plot, marked, color);
        markers.LineWidth = 0;
        markers.MarkerShape = curve.Style.Marker;
        markers.MarkerSize = 9;
        markers.MarkerLineWidth = 2;
        markers.LegendText = curve.Name;
    }

    private static Scatter Points(Plot plot, (double Epoch, double Value)[] points, Color color) =>
        plot.Add.Scatter(points.Select(point => point.Epoch).ToArray(), points.Select(point => point.Value).ToArray(), color);
}
