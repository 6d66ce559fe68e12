namespace CompactCnn.CommandLine;

/// <summary>What quickstart runs. The whole of it must take less than three minutes on two cores.</summary>
internal static class QuickstartSettings
{
    public const string Dataset = "fashion-mnist-subset";

    /// <summary>Classes of its images.</summary>
    public const int Classes = 10;

    /// <summary>Shape of its images.</summary>
    public static FeatureShape Input { get; } = new(1, 28, 28);

    public static MethodSettings Method { get; } = new()
    {
        Epochs = 6,
        FineTuneEpochs = 2,
        BatchSize = 64,
        LearningRate = 0.05,
        Active = 0.5,
        ShrinkOver = 0.4,
        FreezeAfter = 0.5,
    };
}
