namespace CompactCnn.CommandLine;

/// <summary>A figure of a run, epoch by epoch.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Style">How it looks.</param>
/// <param name="Values">One for each epoch, from the first; those that are no numbers are left out.</param>
internal sealed record LearningCurve(string Name, SeriesStyle Style, IReadOnlyList<double?> Values)
{
    /// <summary>Whether it is of images that were held out.</summary>
    public bool IsHeldOut { get; init; }
}
