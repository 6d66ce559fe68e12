namespace CompactCnn.CommandLine;

/// <summary>What quickstart runs. The whole of it must take less than three minutes on two cores.</summary>
internal static class QuickstartSettings
{
    public const string Dataset = "fashion-mnist-subset";

    /// <summary>Classes of its images.</summary>
    public const int Classes = 10;

    /// <summary>Shape of its images.</summary>
    public static FeatureShape Input { get; } = new(1, 28, 28);

    /// <summary>The measured recipe, for less time.</summary>
    public static RunSettings Run { get; } = RunSettings.Default with
    {
        Recipe = new CompactTrainingOptions { Epochs = 6, FineTuneEpochs = 2 },
    };
}
