namespace CompactCnn;

/// <summary>What an epoch came to.</summary>
/// <param name="Loss">Mean training loss.</param>
/// <param name="Accuracy">Training accuracy, in percent.</param>
/// <param name="TrainingMacs">Multiply-accumulates of its steps.</param>
/// <param name="Duration">How long it took, with its validation.</param>
/// <param name="ActiveChannels">Active channels of each group at its end.</param>
/// <param name="Validation">Loss and accuracy on the images held out; null where the options do not ask for it.</param>
public sealed record EpochResult(double Loss, double Accuracy, long TrainingMacs, TimeSpan Duration, IReadOnlyList<int> ActiveChannels, Evaluation? Validation = null);

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
    : FitResult(Epochs, TrainingMacs, Duration);

/// <summary>What an evaluation came to.</summary>
/// <param name="Loss">Mean cross-entropy.</param>
/// <param name="Accuracy">Images whose highest logit was their label's, in percent.</param>
/// <param name="Count">Images evaluated.</param>
public sealed record Evaluation(double Loss, double Accuracy, int Count);
