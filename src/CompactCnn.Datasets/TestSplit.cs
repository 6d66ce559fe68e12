namespace CompactCnn;

/// <summary>Which images are held out to test on, where none were given for that: every class in proportion, and one of each at least to train on.</summary>
internal static class TestSplit
{
    /// <summary>Chooses.</summary>
    /// <param name="what">What has the images, as a sentence begins.</param>
    /// <param name="labels">The label of each.</param>
    /// <param name="fraction">The part to hold out.</param>
    /// <param name="seed">Decides which ones.</param>
    /// <param name="instead">What would hold images to test on.</param>
    /// <exception cref="DatasetException">There are too few.</exception>
    public static (long[] HeldOut, long[] Remaining) Choose(string what, long[] labels, double fraction, long seed, string instead)
    {
        int most = labels.Length - labels.Distinct().Count();
        if (most == 0)
        {
            throw new DatasetException(labels.Length == 1
                ? $"{what} has one picture only, which cannot be both trained and tested on; add more"
                : $"{what} has one picture of each class, which cannot be both trained and tested on; add more, or {instead}");
        }

        int count = (int)Math.Round(labels.Length * fraction, MidpointRounding.AwayFromZero);
        return StratifiedSelection.Choose(labels, Math.Clamp(count, 1, most), seed, Leave.OneOfEach);
    }
}
