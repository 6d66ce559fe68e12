namespace CompactCnn;

/// <summary>Settings that training and fine-tuning share.</summary>
public abstract record LoopOptions : RecipeOptions
{
    private protected LoopOptions()
    {
    }

    /// <summary>Passes over the training images, 0 or more. Default 10; of <see cref="FineTuneOptions"/> 3.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>The learning rate over the run. Default half a cosine; that of <see cref="TrainingOptions"/> rises first.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Cosine();

    /// <summary>A trained network to learn from beside the labels. It stays the caller's. Default null: none.</summary>
    public Teacher? Teacher { get; init; }

    /// <summary>Where the time of the steps is accumulated; null, as long as nobody asks.</summary>
    internal StepPhases? Phases { get; init; }

    internal override void Check(TrainingData data)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Epochs);
        ArgumentNullException.ThrowIfNull(Schedule);
        base.Check(data);
    }
}

/// <summary>Settings of <c>GatedModel.Train</c>.</summary>
public sealed record TrainingOptions : LoopOptions
{
    /// <summary>
    /// A learning rate that rises over the first 40 % of the steps, over which channels shrink by default, and then falls by half
    /// a cosine: a wide network bears less of it than the narrow one that it becomes (docs/results).
    /// </summary>
    public TrainingOptions() => Schedule = LearningRateSchedule.Cosine(warmup: 0.4);

    /// <summary>How large the network is to be in the end. Default half of every group's channels.</summary>
    public CompactTarget Target { get; init; } = CompactTarget.Channels(0.5);

    /// <summary>How the active channels come down to that. Default from all, over the first 40 % of the steps.</summary>
    public Shrinking Shrinking { get; init; } = new();

    /// <summary>The first of the epochs, before channels shrink, 0 to <see cref="LoopOptions.Epochs"/>. Default 0.</summary>
    public int WarmupEpochs { get; init; }

    /// <summary>Which channels are active.</summary>
    public SelectionOptions Selection { get; init; } = new();

    /// <summary>The part of the steps before channels shrink.</summary>
    internal double WarmupPart => Epochs == 0 ? 0 : (double)WarmupEpochs / Epochs;

    /// <summary>The part of all steps after which the choice is frozen.</summary>
    internal double FreezeAfter => WarmupPart + ((1 - WarmupPart) * Selection.FreezeAfter);

    internal override void Check(TrainingData data)
    {
        base.Check(data);
        CheckChoice();
        if (Target.MemoryLimit is not null && Target.MemoryBatch != BatchSize)
        {
            throw new ArgumentOutOfRangeException(nameof(BatchSize), BatchSize, $"the batch size must be the {Target.MemoryBatch} images that the budget's memory cap is for");
        }
    }

    /// <summary>Refuses a choice of channels that cannot be.</summary>
    internal void CheckChoice()
    {
        ArgumentNullException.ThrowIfNull(Target);
        ArgumentNullException.ThrowIfNull(Shrinking);
        ArgumentNullException.ThrowIfNull(Selection);
        Selection.Check();
        if (!(WarmupEpochs >= 0 && WarmupEpochs <= Epochs))
        {
            throw new ArgumentOutOfRangeException(nameof(WarmupEpochs), WarmupEpochs, $"the epochs before channels shrink must be 0 to all {Epochs}");
        }

        if (Selection.FreezeAfter < Shrinking.Over)
        {
            throw new ArgumentException(FormattableString.Invariant($"the choice is frozen after {Selection.FreezeAfter} of the steps, but channels shrink until {Shrinking.Over} of them; freeze later or shrink faster"), nameof(Selection.FreezeAfter));
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
