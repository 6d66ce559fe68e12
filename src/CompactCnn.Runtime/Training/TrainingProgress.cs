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
public record TrainingProgress(
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
    Evaluation? Validation = null)
{
    /// <summary>As <c>epoch 3 of 13, step 120 of 1,300, loss 0.4321, 85.16 %, 2,345 images a second, 0:01:02 left, 96 active channels</c>.</summary>
    public override string ToString() =>
        $"epoch {Printed.Count(Epoch)} of {Printed.Count(Epochs)}, step {Printed.Count(Step)} of {Printed.Count(Steps)}, loss {Printed.Loss(Loss)}, {Printed.Percent(Accuracy)}, "
        + $"{Printed.Count((long)ImagesPerSecond)} images a second, {Printed.Time(Remaining)} left, {Printed.Of(ActiveChannels.Sum(), "active channel")}{(Validation is null ? "" : $", validation {Validation}")}";
}
