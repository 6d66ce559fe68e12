using System.Globalization;

namespace CompactCnn.CommandLine;

/// <summary>Where a piece of work stands.</summary>
/// <param name="Part">The part that is done, 0 to 1.</param>
/// <param name="Text">What else there is to say; made only when it is shown.</param>
internal readonly record struct ProgressLine(double Part, Func<string> Text)
{
    /// <summary>A line that stays before the work goes on; null for none.</summary>
    public string? Lasting { get; init; }

    /// <summary>What matters most comes first: a narrow terminal shows no more.</summary>
    public static ProgressLine Of(TrainingProgress progress) => new(
        (double)progress.Step / progress.Steps,
        () => string.Create(
            CultureInfo.InvariantCulture,
            $"{Figures.Clock(progress.Remaining)} left, epoch {progress.Epoch}/{progress.Epochs}, loss {progress.Loss:F3}, accuracy {progress.Accuracy:F1} %{Validation(progress)}, {progress.ImagesPerSecond:N0} images/s{Channels(progress)}, step {progress.Step}/{progress.Steps}"));

    private static string Validation(TrainingProgress progress) =>
        progress.Validation is { } validation ? string.Create(CultureInfo.InvariantCulture, $", validation {validation.Accuracy:F1} %") : "";

    /// <summary>How many channels are active, where they are chosen.</summary>
    private static string Channels(TrainingProgress progress) =>
        progress.ActiveChannels.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {progress.ActiveChannels.Sum():N0} channels");

    public static ProgressLine Of(DownloadProgress progress) => new(
        (double)progress.Received / progress.Total,
        () => string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.File}, {progress.Received / 1e6:F1} of {progress.Total / 1e6:F1} MB"));

    /// <summary>Of pictures that are read.</summary>
    /// <param name="progress">How far.</param>
    /// <param name="taken">How long that took: the rest goes on alike.</param>
    public static ProgressLine Of(PictureProgress progress, TimeSpan taken) => new(
        (double)progress.Read / progress.Total,
        () => string.Create(
            CultureInfo.InvariantCulture,
            $"{Figures.Clock(taken * ((double)(progress.Total - progress.Read) / progress.Read))} left, {progress.Read:N0} of {progress.Total:N0} pictures"));

    /// <summary>As <c>training 42 %, 0:37 left, epoch 4/10, ...</c>.</summary>
    public string Say(string title) => string.Create(CultureInfo.InvariantCulture, $"{title} {Math.Floor(100 * Part)} %, {Text()}");
}
