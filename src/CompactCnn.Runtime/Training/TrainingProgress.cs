namespace CompactCnn;

/// <summary>Where a run stands, reported after every step.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">Epochs of the run.</param>
/// <param name="Step">Steps done in the run.</param>
/// <param name="Steps">Steps of the run.</param>
/// <param name="Loss">Mean training loss of the epoch so far.</param>
/// <param name="Accuracy">Training accuracy of the epoch so far, in percent.</param>
/// <param name="ImagesPerSecond">Speed over the epoch so far.</param>
/// <param name="Remaining">Estimated time to the end, at the speed of the last steps.</param>
/// <param name="ActiveChannels">Active channels of each group.</param>
/// <param name="LearningRate">The learning rate of the step.</param>
/// <param name="Validation">
/// Loss and accuracy on the images held out, after the last epoch that was completed; null before, and where the options
/// do not ask for it. The report of an epoch's last step has its own.
/// </param>
public sealed record TrainingProgress(
    int Epoch,
    int Epochs,
    long Step,
    long Steps,
    double Loss,
    double Accuracy,
    double ImagesPerSecond,
    TimeSpan Remaining,
    IReadOnlyList<int> ActiveChannels,
    double LearningRate,
    Evaluation? Validation = null);
