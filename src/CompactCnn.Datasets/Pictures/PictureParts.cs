namespace CompactCnn;

/// <summary>Files of pictures with their labels, wherever they were named, and how they become data.</summary>
/// <param name="Root">The folder, or the file, that the pictures were named by.</param>
/// <param name="Name">What the data set is called in reports.</param>
/// <param name="ClassNames">The name of each label.</param>
/// <param name="Train">Those to train on; of a part to test on by itself, all.</param>
/// <param name="Test">Those to test on; null where some are held out of the others.</param>
/// <param name="Validation">Those to validate on while training; null where there are none.</param>
/// <param name="LeftOut">What lies beside them.</param>
internal sealed record PictureParts(
    string Root, string Name, string[] ClassNames, PictureFiles Train, PictureFiles? Test, PictureFiles? Validation, IReadOnlyList<LeftOutFile> LeftOut)
{
    /// <summary>What would hold the pictures to test on.</summary>
    public string TestPart { get; init; } = "";

    /// <summary>Loads all parts.</summary>
    /// <exception cref="DatasetException">There is no room, a class has no picture to train on, or pictures cannot be read and are not to be left out.</exception>
    public Dataset Load(ImageFolderOptions options, CancellationToken cancellation)
    {
        PictureFiles?[] files = [Train, Test, Validation];
        using LoadedPictures loaded = LoadedPictures.Read(Folder, [.. files.OfType<PictureFiles>()], ClassNames, options, cancellation);
        loaded.RequireEveryClass(Root);
        using TrainingData? validation = Validation is null ? null : loaded.Whole(2);
        (long[] HeldOut, long[] Remaining)? split = null;
        if (Test is null)
        {
            long[] labels = [.. loaded.Good(0).Select(position => Train.Labels[(int)position])];
            split = TestSplit.Choose($"'{Root}'", labels, options.TestFraction, options.Seed, TestPart);
        }

        using TrainingData train = split is null ? loaded.Whole(0) : loaded.Select(0, split.Value.Remaining);
        using TrainingData test = split is null ? loaded.Whole(1) : loaded.Select(0, split.Value.HeldOut);
        Normalization normalization = loaded.NormalizationOf(0, train, split?.Remaining);
        return new Dataset(
            Name,
            train.Share(normalization.Apply, validation?.Share(normalization.Apply)),
            test.Share(normalization.Apply),
            ClassNames,
            normalization)
        {
            LeftOut = [.. LeftOut, .. loaded.LeftOut],
            PackedFile = loaded.PackedFile,
        };
    }

    /// <summary>Loads the pictures as those to evaluate a network on.</summary>
    /// <inheritdoc cref="Load" path="/exception"/>
    public TestSet LoadTest(ImageFolderOptions options, CancellationToken cancellation)
    {
        using LoadedPictures loaded = LoadedPictures.Read(Folder, [Train], ClassNames, options, cancellation);
        using TrainingData whole = loaded.Whole(0);
        return new TestSet(Name, whole.Share(loaded.NormalizationOf(0, whole).Apply), ClassNames) { LeftOut = [.. LeftOut, .. loaded.LeftOut] };
    }

    private string Folder => Directory.Exists(Root) ? Root : Path.GetDirectoryName(Root)!;
}
