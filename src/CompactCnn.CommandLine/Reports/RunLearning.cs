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
            Of("learning-loss", "Loss", "loss", epoch => epoch.Loss, heldOut => heldOut.Loss),
            Of("learning-accuracy", "Accuracy", "accuracy, percent", epoch => epoch.Accuracy, heldOut => heldOut.Accuracy),
        ];

        Chart Of(string name, string title, string axis, Func<EpochResult, double> trained, Func<Evaluation, double> heldOut) =>
            LearningChart.Of(
                name,
                title,
                axis,
                [
                    .. dense is null ? [] : Curves("dense", dense, SeriesStyle.Reference, trained, heldOut),
                    .. Curves("compact", compact, Method, trained, heldOut),
                ],
                phases);
    }

    /// <summary>A network on the images that it is trained on and, where there are any, on those that are held out.</summary>
    private static IEnumerable<LearningCurve> Curves(
        string name, TrainedNetwork network, SeriesStyle style, Func<EpochResult, double> trained, Func<Evaluation, double> heldOut)
    {
        yield return new LearningCurve(name, style, [.. Epochs(network).Select(epoch => (double?)trained(epoch))]);
        if (Epochs(network).Any(epoch => epoch.Validation is not null))
        {
            double?[] validated = [.. Epochs(network).Select(epoch => epoch.Validation is { } validation ? heldOut(validation) : (double?)null)];
            yield return new LearningCurve($"{name}, held out", style, validated) { IsHeldOut = true };
        }
    }

    private static IEnumerable<EpochResult> Epochs(TrainedNetwork network) => network.Phases.SelectMany(phase => phase.Result.Epochs);

    /// <summary>Where each phase but the first begins.</summary>
    private static IEnumerable<(int After, string Name)> Phases(TrainedNetwork network)
    {
        int after = 0;
        foreach (TrainingPhase phase in network.Phases.Where(phase => phase.Result.Epochs.Count > 0))
        {
            if (after > 0)
                yield return (after, phase.Name);

            after += phase.Result.Epochs.Count;
        }
    }
}
