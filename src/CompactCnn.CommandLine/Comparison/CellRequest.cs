using System.Text.Json.Serialization;

namespace CompactCnn.CommandLine;

/// <summary>What a cell is asked to do: everything that its result depends on.</summary>
internal sealed record CellRequest
{
    public required string Model { get; init; }

    public required string Dataset { get; init; }

    /// <summary>What the data set is, as <see cref="CellData.Describe"/> says it; null where the file does not say.</summary>
    public string? Data { get; init; }

    public required string Method { get; init; }

    /// <summary>The fraction of every group's channels; 1 where the method has none.</summary>
    public required double Active { get; init; }

    public required long Seed { get; init; }

    public required int Epochs { get; init; }

    public required int FineTuneEpochs { get; init; }

    public required int BatchSize { get; init; }

    public required double LearningRate { get; init; }

    /// <summary>Null, or not said: fine-tuning goes on with the schedule of the training.</summary>
    public double? FineTuneLearningRate { get; init; }

    /// <summary>The part of the schedule over which the learning rate rises; null, or not said: as <see cref="MethodSettings"/> has it.</summary>
    public double? LearningRateWarmup { get; init; }

    /// <summary>How training images are varied: none, shift or standard.</summary>
    public required string Augmentation { get; init; }

    /// <summary>
    /// Images held out of the training images, with every class in proportion, on which the result is measured; 0: all are
    /// trained on and the result is measured on the test images, which nothing else ever reads.
    /// </summary>
    public required int ValidationImages { get; init; }

    /// <summary>Training images to use, with every class in proportion; 0 for all.</summary>
    public required int TrainingImages { get; init; }

    /// <summary>In which numbers steps compute; files that do not say it are of float32.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<Precision>))]
    public Precision Precision { get; init; }

    /// <summary>How feature maps lie in memory; files that do not say it are of contiguous ones.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<MemoryLayout>))]
    public MemoryLayout MemoryLayout { get; init; }

    /// <summary>Threads that compute; 0, or not said: as many as libtorch takes by itself.</summary>
    public int Threads { get; init; }

    /// <summary>What trains; null, or not said: the processor.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Device { get; init; }

    /// <summary>Which images are trained on, and how they are varied.</summary>
    public ImageChoice Images() => new(TrainingImages, ValidationImages, Augmentation);

    /// <summary>The method's settings.</summary>
    public MethodSettings Settings() => ComparisonMethods.Named(Method).Vary(new MethodSettings
    {
        Epochs = Epochs,
        FineTuneEpochs = FineTuneEpochs,
        BatchSize = BatchSize,
        Seed = Seed,
        Active = Active,
        LearningRate = LearningRate,
        FineTuneLearningRate = FineTuneLearningRate,
        LearningRateWarmup = LearningRateWarmup,
        Precision = Precision,
        MemoryLayout = MemoryLayout,
    });

    /// <summary>The cell that it is.</summary>
    public Cell Cell() => new(ComparisonMethods.Named(Method), Active, Seed);
}
