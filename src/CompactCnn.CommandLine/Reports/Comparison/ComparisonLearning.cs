using System.Globalization;

namespace CompactCnn.CommandLine;

/// <summary>How the methods of a comparison learned: means over seeds, epoch by epoch.</summary>
internal static class ComparisonLearning
{
    /// <summary>Charts of loss and accuracy at each fraction.</summary>
    public static IEnumerable<Chart> All(ComparisonResults results) => results.Fractions.SelectMany(active => new[]
    {
        Of(results, active, "loss", "training loss", epoch => epoch.Loss),
        Of(results, active, "training-accuracy", "training accuracy, percent", epoch => epoch.Accuracy),
    });

    private static Chart Of(ComparisonResults results, double active, string name, string axis, Func<EpochFigures, double> figure)
    {
        LearningCurve[] curves = [.. results.At(active).Select(Curve)];
        return LearningChart.Of(
            string.Create(CultureInfo.InvariantCulture, $"learning-{name}-{active}"),
            string.Create(CultureInfo.InvariantCulture, $"Learning with {active} of the channels: {axis}"),
            axis,
            curves,
            results.Request.Asked.Recipe.FineTuneEpochs == 0 ? [] : [(results.Request.Asked.Recipe.Epochs, "the methods' fine-tuning")]);

        LearningCurve Curve(ComparisonRow row) =>
            new(MethodStyle.NameOf(row.Method), MethodStyle.Of(row.Method, results.Methods), Mean(row, figure));
    }

    /// <summary>The mean of each epoch, as far as every seed has one.</summary>
    private static double?[] Mean(ComparisonRow row, Func<EpochFigures, double> figure)
    {
        EpochFigures[][] seeds = [.. row.Results.Select(result => result.Phases.SelectMany(phase => phase.Epochs).ToArray())];
        int length = seeds.Min(epochs => epochs.Length);
        return [.. Enumerable.Range(0, length).Select(epoch => (double?)seeds.Average(epochs => figure(epochs[epoch])))];
    }
}
