namespace CompactCnn;

/// <summary>What every way to a trained network is told, whether it is one run or several that follow one another.</summary>
public abstract record RecipeOptions : IRecorded
{
    private protected RecipeOptions()
    {
    }

    /// <summary>Images in a step, 2 or more. A last, smaller batch of an epoch is left out. Default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Seed of the data order, the augmentation, the choices and the dropout. Default 0; of <see cref="CompactTrainingOptions"/> 1.</summary>
    public long Seed { get; init; }

    /// <summary>The optimizer, with the learning rate. Default <see cref="Sgd"/>.</summary>
    public OptimizerOptions Optimizer { get; init; } = new Sgd();

    /// <summary>The loss. Default cross-entropy.</summary>
    public LossFunction Loss { get; init; } = Losses.CrossEntropy();

    /// <summary>
    /// Training batches from which the norm statistics of the final network are recomputed, as a cumulative average; 0
    /// leaves the moving averages. Default 40.
    /// </summary>
    public int RecalibrationBatches { get; init; } = 40;

    /// <summary>How feature maps lie in memory; the steps arrange their images so. Default <see cref="MemoryLayout.Contiguous"/>.</summary>
    public MemoryLayout MemoryLayout { get; init; }

    /// <summary>In which numbers the steps compute. Default <see cref="Precision.Float32"/>.</summary>
    public Precision Precision { get; init; }

    /// <summary>What is done with the images that the data holds out. Default <see cref="ValidationUse.None"/>.</summary>
    public ValidationUse Validation { get; init; }

    /// <summary>When and where to write checkpoints. Default null: none.</summary>
    [NotRecorded]
    public CheckpointOptions? Checkpoints { get; init; }

    internal StepFormat Format => new(MemoryLayout, Precision);

    /// <summary>Other settings with those of this recipe, but for the checkpoints: each phase of a run keeps its own.</summary>
    private protected T Share<T>(T settings)
        where T : RecipeOptions => settings with
        {
            BatchSize = BatchSize,
            Seed = Seed,
            Optimizer = Optimizer,
            Loss = Loss,
            RecalibrationBatches = RecalibrationBatches,
            MemoryLayout = MemoryLayout,
            Precision = Precision,
            Validation = Validation,
        };

    internal virtual void Check(TrainingData data)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(RecalibrationBatches);
        ArgumentNullException.ThrowIfNull(Optimizer);
        ArgumentNullException.ThrowIfNull(Loss);
        Optimizer.Check();
        Checkpoints?.Check();
        if (!Enum.IsDefined(MemoryLayout) || !Enum.IsDefined(Precision))
        {
            throw new ArgumentOutOfRangeException(nameof(Format), Format, "memory layout and precision must be members of their enumerations");
        }

        if (!Enum.IsDefined(Validation))
        {
            throw new ArgumentOutOfRangeException(nameof(Validation), Validation, "the use of the validation part must be a member of its enumeration");
        }

        if (Validation != ValidationUse.None && data.Validation is null)
        {
            throw new ArgumentException($"the option {nameof(Validation)} is {Validation}, but the data holds no images out; give data with a validation part", nameof(data));
        }

        if (BatchSize > data.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(BatchSize), BatchSize, $"the batch size must be at most the number of training images, {data.Count}");
        }
    }
}
