namespace CompactCnn;

/// <summary>What an epoch came to.</summary>
/// <param name="Loss">Mean training loss.</param>
/// <param name="Accuracy">Training accuracy, in percent.</param>
/// <param name="TrainingMacs">Multiply-accumulates of its steps.</param>
/// <param name="Duration">How long it took, with its validation.</param>
/// <param name="ActiveChannels">Active channels of each group at its end.</param>
/// <param name="Validation">Loss and accuracy on the images held out; null where the options do not ask for it.</param>
public sealed record EpochResult(double Loss, double Accuracy, long TrainingMacs, TimeSpan Duration, IReadOnlyList<int> ActiveChannels, Evaluation? Validation = null)
{
    /// <summary>As <c>loss 0.4321, 85.16 %, 12.3 G training MACs in 0:01:02, 96 active channels</c>.</summary>
    public override string ToString() =>
        $"loss {Printed.Loss(Loss)}, {Printed.Percent(Accuracy)}, {Printed.Macs(TrainingMacs)} training MACs in {Printed.Time(Duration)}, "
        + $"{Printed.Of(ActiveChannels.Sum(), "active channel")}{(Validation is null ? "" : $", validation {Validation}")}";
}

/// <summary>What a run of fine-tuning, or of training a fixed network, came to.</summary>
/// <param name="Epochs">One result for each epoch.</param>
/// <param name="TrainingMacs">Multiply-accumulates of all steps and of the recalibration.</param>
/// <param name="Duration">How long it took.</param>
public record FitResult(IReadOnlyList<EpochResult> Epochs, long TrainingMacs, TimeSpan Duration)
{
    /// <summary>
    /// The epoch, from 1, of the highest accuracy on the images held out, of those the lowest loss, of those the first;
    /// null where the options do not ask for validation.
    /// </summary>
    public int? BestEpoch => BestOf(Epochs);

    /// <summary>As <c>13 epochs, 12.3 G training MACs in 0:01:02; the last: loss 0.4321, ...</c>.</summary>
    public override string ToString() =>
        $"{Printed.Of(Epochs.Count, "epoch")}, {Printed.Macs(TrainingMacs)} training MACs in {Printed.Time(Duration)}"
        + $"{(Epochs.Count == 0 ? "" : $"; the last: {Epochs[^1]}")}{(BestEpoch is { } best ? $"; the best: epoch {Printed.Count(best)}" : "")}";

    internal static int? BestOf(IReadOnlyList<EpochResult> epochs) => Enumerable.Range(0, epochs.Count)
        .Where(epoch => epochs[epoch].Validation is not null)
        .OrderByDescending(epoch => epochs[epoch].Validation!.Accuracy)
        .ThenBy(epoch => epochs[epoch].Validation!.Loss)
        .Select(epoch => (int?)(epoch + 1))
        .FirstOrDefault();
}

/// <summary>What a run of training came to.</summary>
/// <param name="Keep">The channels to keep, for <c>ToCompact</c>.</param>
/// <param name="Epochs">One result for each epoch.</param>
/// <param name="TrainingMacs">Multiply-accumulates of all steps and of the recalibration.</param>
/// <param name="Duration">How long it took.</param>
public sealed record TrainingResult(int[][] Keep, IReadOnlyList<EpochResult> Epochs, long TrainingMacs, TimeSpan Duration)
    : FitResult(Epochs, TrainingMacs, Duration)
{
    /// <summary>What was trained, and how many channels of each group are kept.</summary>
    public override string ToString() => $"{base.ToString()}; keeps {string.Join(", ", Keep.Select(group => Printed.Count(group.Length)))} channels";
}

/// <summary>What an evaluation came to.</summary>
/// <param name="Loss">Mean cross-entropy.</param>
/// <param name="Accuracy">Images whose highest logit was their label's, in percent.</param>
/// <param name="Count">Images evaluated.</param>
public sealed record Evaluation(double Loss, double Accuracy, int Count)
{
    /// <summary>The same by class, in the order of labels, without the classes of which there are no images; empty for the validation after an epoch.</summary>
    public IReadOnlyList<ClassAccuracy> Classes { get; init; } = [];

    /// <summary>Which classes were taken for which others: with <see cref="Classes"/> the confusion matrix, without the pairs of which there are none.</summary>
    public IReadOnlyList<ClassConfusion> Confusions { get; init; } = [];

    /// <summary>Whether the figures of all images are the same; those by class are not compared, for not every evaluation has them.</summary>
    /// <param name="other">The evaluation to compare with.</param>
    public bool Equals(Evaluation? other) =>
        other is not null && Loss.Equals(other.Loss) && Accuracy.Equals(other.Accuracy) && Count == other.Count;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Loss, Accuracy, Count);

    /// <summary>As <c>85.16 % of 1,000 images right, loss 0.4321</c>.</summary>
    public override string ToString() => $"{Printed.Percent(Accuracy)} of {Printed.Of(Count, "image")} right, loss {Printed.Loss(Loss)}";
}
