namespace CompactCnn.Examples;

/// <summary>How reports say which learning rate fine-tuning has.</summary>
internal static class Schedules
{
    /// <summary>Goes on after the word fine-tuning.</summary>
    /// <param name="fineTuneLearningRate">The learning rate; null for the schedule of the training.</param>
    public static string Text(double? fineTuneLearningRate) =>
        fineTuneLearningRate is { } rate ? FormattableString.Invariant($" from {rate}") : " in the schedule of the training";
}
