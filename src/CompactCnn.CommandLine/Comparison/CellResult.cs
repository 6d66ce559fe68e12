using System.Text.Json.Serialization;

namespace CompactCnn.CommandLine;

/// <summary>What a cell came to: one file each, for this program and for others.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="MeasuredOn">Which images the accuracy was measured on: test or validation.</param>
/// <param name="Accuracy">Accuracy in percent.</param>
/// <param name="Loss">Mean cross-entropy.</param>
/// <param name="Parameters">Parameters of the network.</param>
/// <param name="Macs">Its multiply-accumulates for one image.</param>
/// <param name="TrainingMacs">Multiply-accumulates of everything that led to it, evaluation aside.</param>
/// <param name="Seconds">Seconds of the same.</param>
/// <param name="PeakMemory">Peak resident bytes of the process that did it, the loaded library and data included.</param>
/// <param name="LoadedMemory">Resident bytes when everything was loaded and nothing had begun.</param>
/// <param name="Phases">Each phase with its epochs.</param>
/// <param name="Recalibration">What recomputing the norm statistics did; null where it was not measured.</param>
/// <param name="Widths">Channels of each group.</param>
/// <param name="Keep">The channels kept of the full network; null for networks that never had others.</param>
/// <param name="Activity">How often each channel was active in each epoch; null where all were at all times.</param>
/// <param name="Environment">What it ran on.</param>
/// <param name="DataFolder">Where the images were; null for the usual places.</param>
internal sealed record CellResult(
    CellRequest Request,
    string MeasuredOn,
    double Accuracy,
    double Loss,
    long Parameters,
    long Macs,
    long TrainingMacs,
    double Seconds,
    long PeakMemory,
    long LoadedMemory,
    IReadOnlyList<PhaseResult> Phases,
    RecalibrationResult? Recalibration,
    IReadOnlyList<int> Widths,
    int[][]? Keep,
    IReadOnlyList<GroupActivity>? Activity,
    EnvironmentResult Environment,
    string? DataFolder = null)
{
    /// <summary>
    /// How long an epoch of the compact network takes: the median of its fine-tuning, or without one the last of the training,
    /// in which few channels are active.
    /// </summary>
    [JsonIgnore]
    public double SecondsOfCompactEpoch
    {
        get
        {
            PhaseResult last = Phases.Last(phase => phase.Epochs.Count > 0);
            double[] seconds = [.. last.Epochs.Skip(last.Name == PhaseResult.Training ? last.Epochs.Count - 1 : 0).Select(epoch => epoch.Seconds).Order()];
            return seconds[seconds.Length / 2];
        }
    }
}

/// <summary>A part of a cell's work.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="TrainingMacs">Its multiply-accumulates; for a phase that a cell before it did, those too.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Epochs">Its epochs.</param>
internal sealed record PhaseResult(string Name, long TrainingMacs, double Seconds, IReadOnlyList<EpochFigures> Epochs)
{
    public const string Training = "training";

    public static PhaseResult Of(string name, FitResult fit) => new(
        name,
        fit.TrainingMacs,
        fit.Duration.TotalSeconds,
        [.. fit.Epochs.Select(epoch => new EpochFigures(epoch.Loss, epoch.Accuracy, epoch.TrainingMacs, epoch.Duration.TotalSeconds, epoch.ActiveChannels, epoch.Validation))]);

    /// <summary>The same as the library has it.</summary>
    public FitResult Fit() => new(
        [.. Epochs.Select(epoch => new EpochResult(epoch.Loss, epoch.Accuracy, epoch.TrainingMacs, TimeSpan.FromSeconds(epoch.Seconds), epoch.ActiveChannels, epoch.Validation))],
        TrainingMacs,
        TimeSpan.FromSeconds(Seconds));
}

/// <summary>An epoch's figures, on training images; and on those held out, where the run looks at them.</summary>
internal sealed record EpochFigures(double Loss, double Accuracy, long TrainingMacs, double Seconds, IReadOnlyList<int> ActiveChannels, Evaluation? Validation = null);

/// <summary>Accuracy, in percent, on a part of the training images, before and after the norm statistics were recomputed.</summary>
internal sealed record RecalibrationResult(double Before, double After);

/// <summary>How active a group's channels were.</summary>
/// <param name="Group">The group's name.</param>
/// <param name="Epochs">For each epoch and channel, the part of the steps in which it was active.</param>
internal sealed record GroupActivity(string Group, IReadOnlyList<float[]> Epochs);

/// <summary>What a cell ran on.</summary>
internal sealed record EnvironmentResult(string CompactCnn, string Libtorch, string Runtime, string System, string Processor, int Threads, string Date)
{
    /// <summary>The same as a sentence of a report.</summary>
    [JsonIgnore]
    public string Text => FormattableString.Invariant(
        $"CompactCnn {CompactCnn}, libtorch {Libtorch}, {Runtime}, {System}, {Processor}, threads: {Threads}.");
}
