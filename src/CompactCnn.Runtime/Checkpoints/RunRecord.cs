namespace CompactCnn;

/// <summary>What a run is: a checkpoint says of which, and only the same may resume from it.</summary>
/// <param name="Model">Name of the model's class.</param>
/// <param name="Phase">Training or fine-tuning.</param>
/// <param name="Declaration">Everything that the model's graph says, in words.</param>
/// <param name="Settings">The options, the data and what the caller added, by name.</param>
/// <param name="Environment">What only the last bits of the results depend on, by name.</param>
internal sealed record RunRecord(
    string Model, string Phase, IReadOnlyList<string> Declaration, IReadOnlyDictionary<string, string> Settings, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Full name of the model's class; null in checkpoints of before.</summary>
    public string? FullName { get; init; }

    /// <summary>The model of a run that is about to begin or to go on; null in one that was recorded.</summary>
    public ModelGraph? Graph { get; init; }

    public const string Training = "training";

    public const string FineTuning = "fine-tuning";

    /// <summary>The record of a run that is about to begin or to resume.</summary>
    /// <param name="network">The network that is trained.</param>
    /// <param name="phase">Training or fine-tuning.</param>
    /// <param name="widths">Channels of each group; null for a full model.</param>
    /// <param name="options">The options.</param>
    /// <param name="data">The images.</param>
    public static RunRecord Of(Network network, string phase, IReadOnlyList<int>? widths, LoopOptions options, TrainingData data)
    {
        var settings = new Dictionary<string, string>(options.Checkpoints?.Settings ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach ((string name, string value) in RecordedValues.Of("", options).Concat(RecordedValues.Of("Widths", widths)).Concat(OfData(data)))
        {
            settings[name] = value;
        }

        settings["Device"] = network.Device.type.ToString();

        return new RunRecord(network.Structure.Name, phase, GraphText.OfTraining(network.Structure), settings, RunEnvironment.Describe())
        {
            FullName = network.Structure.FullName,
            Graph = network.Structure,
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> OfData(TrainingData data) =>
    [
        .. OfPart(RecordedImages.Training, data),
        .. data.Validation is { } validation ? OfPart(RecordedImages.Validation, validation) : [],
    ];

    private static IEnumerable<KeyValuePair<string, string>> OfPart(string name, TrainingData data) =>
        [.. RecordedImages.Of(name, data), .. RecordedValues.Of($"{name}.Transform", data.Transform)];
}
