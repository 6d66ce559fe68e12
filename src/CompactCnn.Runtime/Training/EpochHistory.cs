namespace CompactCnn;

/// <summary>The results of the epochs that were completed.</summary>
/// <param name="validationImages">Images on which every epoch is measured; 0 for none.</param>
internal sealed class EpochHistory(int validationImages) : IStateful
{
    private readonly List<EpochResult> _results = [];

    /// <summary>Epochs completed.</summary>
    public int Count => _results.Count;

    /// <summary>One result for each.</summary>
    public IReadOnlyList<EpochResult> Results => _results;

    /// <summary>What they took.</summary>
    public TimeSpan Elapsed => new(_results.Sum(result => result.Duration.Ticks));

    /// <summary>What the last of them was measured to be.</summary>
    public Evaluation? Validation => _results.Count == 0 ? null : _results[^1].Validation;

    public void Add(EpochResult result) => _results.Add(result);

    public void Transfer(RunState state)
    {
        double[] losses = [.. _results.Select(result => result.Loss)];
        double[] accuracies = [.. _results.Select(result => result.Accuracy)];
        long[] macs = [.. _results.Select(result => result.TrainingMacs)];
        long[] ticks = [.. _results.Select(result => result.Duration.Ticks)];
        long[] channels = [.. _results.SelectMany(result => result.ActiveChannels).Select(count => (long)count)];
        state.TransferList("losses", ref losses);
        state.TransferList("accuracies", ref accuracies);
        state.TransferList("training_macs", ref macs);
        state.TransferList("ticks", ref ticks);
        state.TransferList("active_channels", ref channels);
        (double Loss, double Accuracy)[] validations = TransferValidations(state);
        int measured = validationImages == 0 ? losses.Length : validations.Length;
        if (accuracies.Length != losses.Length || macs.Length != losses.Length || ticks.Length != losses.Length || measured != losses.Length || channels.Length % Math.Max(1, losses.Length) != 0)
        {
            throw state.Misfit("accuracies", FormattableString.Invariant($"{losses.Length} numbers, one for each epoch"), [accuracies.Length, macs.Length, ticks.Length, measured, channels.Length]);
        }

        int groups = losses.Length == 0 ? 0 : channels.Length / losses.Length;
        state.Replace(() =>
        {
            _results.Clear();
            _results.AddRange(losses.Select((loss, epoch) => new EpochResult(
                loss,
                accuracies[epoch],
                macs[epoch],
                TimeSpan.FromTicks(ticks[epoch]),
                [.. channels.Skip(epoch * groups).Take(groups).Select(count => (int)count)],
                validationImages == 0 ? null : new Evaluation(validations[epoch].Loss, validations[epoch].Accuracy, validationImages))));
        });
    }

    private (double Loss, double Accuracy)[] TransferValidations(RunState state)
    {
        if (validationImages == 0)
        {
            return [];
        }

        double[] losses = [.. _results.Select(result => result.Validation!.Loss)];
        double[] accuracies = [.. _results.Select(result => result.Validation!.Accuracy)];
        state.TransferList("validation_losses", ref losses);
        state.TransferList("validation_accuracies", ref accuracies);
        return [.. losses.Zip(accuracies)];
    }
}
