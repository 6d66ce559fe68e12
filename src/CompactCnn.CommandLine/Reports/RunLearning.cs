namespace CompactCnn.CommandLine;

/// <summary>How the networks of a run learned, epoch by epoch.</summary>
internal static class RunLearning
{
    // The method's colour in comparisons.
    private static readonly SeriesStyle Method = SeriesStyle.At(0);

    /// <summary>The charts of loss and accuracy.</summary>
    /// <param name="dense">The full network; null where it was not trained.</param>
    /// <param name="compact">The compact network.</param>
    public static IEnumerable<Chart> All(TrainedNetwork? dense, TrainedNetwork compact)
    {
        if (!Epochs(compact).Any())
            return [];

        (int, string)[] phases = [.. Phases(compact)];
        return
        [
            LearningChart.Of("learning-loss", "Loss", "loss", [.. Curves(dense, compact, epoch => epoch.Loss, validation => validation.Loss)], phases),
            LearningChart.Of("learning-accuracy", "Accuracy", "accuracy, percent", [.. Curves(dense, compact, epoch => epoch.Accuracy, validation => validation.Accuracy)], phases),
        ];
    }

    private static IEnumerable<LearningCurve> Curves(TrainedNetwork? dense, TrainedNetwork compact, Func<EpochResult, double> trained, Func<Evaluation, double> heldOut)
    {
        foreach ((string name, TrainedNetwork? network, SeriesStyle style) in new[] { ("dense", dense, SeriesStyle.Reference), ("compact", compact, Method) })
        {
            if (network is null)
                continue;

            yield return new LearningCurve(name, style, [.. Epochs(network).Select(epoch => (double?)trained(epoch))]);
            double?[] validated = [.. Epochs(network).Select(epoch => epoch.Validation is { } validation ? heldOut(validation) : (double?)null)];
            if (validated.Any(value => value is not null))
                yield return new LearningCurve($"{name}, held out", style, validated) { IsHeldOut = true };
        }
    }

    private static IEnumerable<EpochResult> Epochs(TrainedNetwork network) => network.Phases.SelectMany(phase => phase.Result.Epochs);

    /// <summary>Where each phase but the first begins.</summary>
    private static IEnumerable<(int After, string Name)> Phases(TrainedNetwork network)
    {
        int after = 0;
        foreach (TrainingPhase phase in network.Phases)
        {
            if (after > 0)
                yield return (after, phase.Name);

            after += phase.Result.Epochs.Count;
        }
    }
}
