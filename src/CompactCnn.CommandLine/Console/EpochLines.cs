using System.Globalization;

namespace CompactCnn.CommandLine;

/// <summary>What each epoch came to, in a line that stays where the line of progress is drawn over.</summary>
/// <param name="time">The clock.</param>
internal sealed class EpochLines(TimeProvider time)
{
    private string? _phase;
    private long _begun;

    /// <summary>Looks at where the work stands.</summary>
    /// <param name="phase">What the epochs are of.</param>
    /// <param name="progress">Where it stands, after every step.</param>
    /// <returns>The line, after the last step of an epoch; null after others.</returns>
    public string? Of(string phase, TrainingProgress progress)
    {
        if (phase != _phase)
            (_phase, _begun) = (phase, time.GetTimestamp());

        if (progress.Step * progress.Epochs != progress.Epoch * progress.Steps)
            return null;

        TimeSpan duration = time.GetElapsedTime(_begun);
        _begun = time.GetTimestamp();
        string validation = progress.Validation is { } heldOut
            ? string.Create(CultureInfo.InvariantCulture, $", validation {heldOut.Accuracy:F1} %")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{phase} epoch {progress.Epoch}/{progress.Epochs}: loss {progress.Loss:F3}, accuracy {progress.Accuracy:F1} %{validation}, ")
            + string.Create(CultureInfo.InvariantCulture, $"rate {progress.LearningRate:G3}, {Figures.Seconds(duration)} s");
    }
}
