using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace CompactCnn.CommandLine;

/// <summary>Accuracy over what training took: a line for each method, through the lengths of its runs, with standard errors.</summary>
internal static class RunLengthChart
{
    // The marks of a logarithmic axis between two powers of ten.
    private static readonly double[] Steps = [1, 2, 5];

    /// <summary>The charts of every fraction.</summary>
    public static IEnumerable<Chart> All(RunLengths lengths) => lengths.Fractions.SelectMany(active => new[]
    {
        Of(lengths, active, "training-macs", "training MACs, in 10^12", row => row.TrainingMacs / 1e12),
        Of(lengths, active, "seconds", "seconds of training and fine-tuning", row => row.Seconds),
    });

    private static Chart Of(RunLengths lengths, double active, string name, string axis, Func<ComparisonRow, double> cost) => new(
        FormattableString.Invariant($"accuracy-{name}-{active}"),
        FormattableString.Invariant($"Accuracy with {active} of the channels, against {(name == "seconds" ? "measured time" : "training compute")}"),
        canvas => MethodChart.Height(canvas, lengths.Methods),
        canvas => Draw(lengths, active, axis, cost, canvas));

    private static Plot Draw(RunLengths lengths, double active, string axis, Func<ComparisonRow, double> cost, ChartCanvas canvas)
    {
        var plot = new Plot();
        foreach (ComparisonMethod method in lengths.Methods)
        {
            ComparisonRow[] rows = [.. lengths.Rows(method, active).Select(run => run.Row)];
            // Each length is about twice the one before: equal steps show what doubling buys.
            if (rows.Length > 0)
                MethodLine.Add(plot, canvas.Theme, method, lengths.Methods, rows, row => Math.Log10(cost(row)));
        }

        double[] ticks = [.. Enumerable.Range(-12, 24).SelectMany(power => Steps.Select(step => step * Math.Pow(10, power)))];
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. ticks.Select(Math.Log10)], [.. ticks.Select(tick => tick.ToString("0.############", CultureInfo.InvariantCulture))]);
        MethodChart.Finish(plot, canvas, axis, lengths.All[0].All[0].MeasuredOn);
        return plot;
    }
}
