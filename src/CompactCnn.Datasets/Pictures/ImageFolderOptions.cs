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

    /// <summary>
    /// Where the decoded pictures lie. Default <see cref="PictureStore.Automatic"/>: from 32 MiB on in a packed file of the user's
    /// cache, so that later loads decode nothing.
    /// </summary>
    public PictureStore Store { get; init; }

    /// <summary>Threads that decode; 0 for as many as there are processors. Default 0.</summary>
    public int Threads { get; init; }

    /// <summary>Told in a sentence what is packed, and what becomes of a packed file that is damaged; null for nobody. Default null.</summary>
    public IProgress<string>? Remarks { get; init; }

    /// <summary>Told of each picture that is read, from whichever thread reads it; null for nobody. Default null.</summary>
    public IProgress<PictureProgress>? Progress { get; init; }

    internal void Check()
    {
        if (ImageShape is not { Channels: 1 or 3, Height: >= 1, Width: >= 1 })
            throw new ArgumentOutOfRangeException(nameof(ImageShape), ImageShape, "the shape must have 1 or 3 channels, and a height and width of 1 or more");

        if (!Enum.IsDefined(Store))
            throw new ArgumentOutOfRangeException(nameof(Store), Store, "the store must be one of PictureStore");

        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        if (TestFraction is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(TestFraction), TestFraction, "the part to test on must be above 0 and below 1");
    }

    internal ParallelOptions Parallel(CancellationToken cancellation) => new() { CancellationToken = cancellation, MaxDegreeOfParallelism = Threads == 0 ? -1 : Threads };
}
