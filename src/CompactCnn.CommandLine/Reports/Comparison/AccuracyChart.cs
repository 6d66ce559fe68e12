using ScottPlot;

namespace CompactCnn.CommandLine;

/// <summary>Accuracy over what it costs: a line for each method, through its fractions, with standard errors.</summary>
internal static class AccuracyChart
{
    /// <summary>The charts of accuracy.</summary>
    /// <param name="results">What was found.</param>
    /// <param name="full">What the full network costs, whether or not it was trained.</param>
    public static IEnumerable<Chart> All(ComparisonResults results, CostTable full)
    {
        yield return Of(results, "accuracy-parameters", "Accuracy against parameter reduction", "parameters removed, percent", row => 100 * (1 - (row.Parameters / full.Parameters)));
        yield return Of(results, "accuracy-macs", "Accuracy against MAC reduction", "MACs removed, percent", row => 100 * (1 - (row.Macs / full.Macs)));
        yield return Of(results, "accuracy-training-macs", "Accuracy against training compute", "training MACs, in 10^12", row => row.TrainingMacs / 1e12);
        yield return Of(results, "accuracy-seconds", "Accuracy against measured time", "seconds of training and fine-tuning", row => row.Seconds);
    }

    private static Chart Of(ComparisonResults results, string name, string title, string axis, Func<ComparisonRow, double> cost) =>
        new(name, title, canvas => MethodChart.Height(canvas, results.Methods), canvas => Draw(results, axis, cost, canvas));

    private static Plot Draw(ComparisonResults results, string axis, Func<ComparisonRow, double> cost, ChartCanvas canvas)
    {
        var plot = new Plot();
        foreach (ComparisonMethod method in results.Methods)
        {
            ComparisonRow[] rows = [.. results.Rows.Where(row => row.Method == method).OrderBy(cost)];
            MethodLine.Add(plot, canvas.Theme, method, results.Methods, rows, cost);
        }

        MethodChart.Finish(plot, canvas, axis, results.All[0].MeasuredOn);
        return plot;
    }
}
