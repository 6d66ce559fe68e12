namespace CompactCnn;

/// <summary>How the pictures of a folder become images.</summary>
public sealed record ImageFolderOptions
{
    /// <summary>Channels, 3 or 1 (grey), and the height and width to which pictures are brought. Default 3x32x32.</summary>
    public FeatureShape ImageShape { get; init; } = new(3, 32, 32);

    /// <summary>The part of the pictures to test on where no folder holds them, above 0 and below 1. Default 0.2.</summary>
    public double TestFraction { get; init; } = 0.2;

    /// <summary>Decides which pictures those are. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>
    /// Whether pictures that cannot be read are left out and named in <see cref="Dataset.LeftOut"/>, instead of refusing the
    /// folder. Default false.
    /// </summary>
    public bool SkipBad { get; init; }

    /// <summary>Told of each picture that is read, from whichever thread reads it; null for nobody. Default null.</summary>
    public IProgress<PictureProgress>? Progress { get; init; }

    internal void Check()
    {
        if (ImageShape is not { Channels: 1 or 3, Height: >= 1, Width: >= 1 })
            throw new ArgumentOutOfRangeException(nameof(ImageShape), ImageShape, "the shape must have 1 or 3 channels, and a height and width of 1 or more");

        if (TestFraction is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(TestFraction), TestFraction, "the part to test on must be above 0 and below 1");
    }
}
