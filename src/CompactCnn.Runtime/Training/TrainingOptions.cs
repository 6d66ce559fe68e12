namespace CompactCnn;

/// <summary>Settings that training and fine-tuning share.</summary>
public abstract record LoopOptions
{
    /// <summary>Passes over the training images, 0 or more.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Images in a step, 2 or more. A last, smaller batch of an epoch is left out. Default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Seed of the data order, the augmentation, the choices and the dropout. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>The optimizer. Default <see cref="Sgd"/>.</summary>
    public OptimizerOptions Optimizer { get; init; } = new Sgd();

    /// <summary>The learning rate over the run. Default half a cosine; that of <see cref="TrainingOptions"/> rises first.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Cosine();

    /// <summary>The loss. Default cross-entropy.</summary>
    public LossFunction Loss { get; init; } = Losses.CrossEntropy();

    /// <summary>A trained network to learn from beside the labels. It stays the caller's. Default null: none.</summary>
    public Teacher? Teacher { get; init; }

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

    internal StepFormat Format => new(MemoryLayout, Precision);

    /// <summary>Where the time of the steps is accumulated; null, as long as nobody asks.</summary>
    internal StepPhases? Phases { get; init; }

    /// <summary>When and where to write checkpoints. Default null: none.</summary>
    [NotRecorded]
    public CheckpointOptions? Checkpoints { get; init; }

    internal virtual void Check(TrainingData data)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Epochs);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(RecalibrationBatches);
        ArgumentNullException.ThrowIfNull(Optimizer);
        ArgumentNullException.ThrowIfNull(Schedule);
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

/// <summary>Settings of <c>GatedModel.Train</c>.</summary>
public sealed record TrainingOptions : LoopOptions
{
    /// <summary>
    /// A learning rate that rises over the first 40 % of the steps, in which the default budget shrinks, and then falls by half
    /// a cosine: a wide network bears less of it than the narrow one that it becomes (docs/results).
    /// </summary>
    public TrainingOptions() => Schedule = LearningRateSchedule.Cosine(warmup: 0.4);

    /// <summary>How many channels may be active, and when: short for <see cref="SelectionOptions.Budget"/>.</summary>
    public ChannelBudget Budget
    {
        get => Selection.Budget;
        init => Selection = Selection with { Budget = value };
    }

    /// <summary>How the active channels are chosen.</summary>
    public SelectionOptions Selection { get; init; } = new();

    internal override void Check(TrainingData data)
    {
        base.Check(data);
        ArgumentNullException.ThrowIfNull(Selection);
        Selection.Check();
        if (Budget.MemoryLimit is not null && Budget.MemoryBatch != BatchSize)
        {
            throw new ArgumentOutOfRangeException(nameof(BatchSize), BatchSize, $"the batch size must be the {Budget.MemoryBatch} images that the budget's memory cap is for");
        }
    }
}

/// <summary>Settings of <c>CompactNetwork.FineTune</c>.</summary>
public sealed record FineTuneOptions : LoopOptions
{
    /// <summary>Three epochs at a tenth of the usual learning rate.</summary>
    public FineTuneOptions()
    {
        Epochs = 3;
        Optimizer = new Sgd { LearningRate = 0.01 };
    }
}
