namespace CompactCnn.CommandLine;

/// <summary>How reports say which learning rates a run has.</summary>
internal static class Schedules
{
    /// <summary>Goes on after the learning rate.</summary>
    /// <param name="warmup">The part of the schedule over which it rises; null for the default.</param>
    public static string Rise(double? warmup) =>
        warmup is { } part ? FormattableString.Invariant($" after a rise over {part} of the steps") : " after a rise while channels shrink, or over a tenth of the steps of fixed widths";

    /// <summary>Goes on after the word fine-tuning.</summary>
    /// <param name="fineTuneLearningRate">The learning rate; null for the schedule of the training.</param>
    public static string Text(double? fineTuneLearningRate) =>
        fineTuneLearningRate is { } rate ? FormattableString.Invariant($" from {rate}") : " in the schedule of the training";
}
