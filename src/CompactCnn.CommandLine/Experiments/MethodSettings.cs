namespace CompactCnn.CommandLine;

/// <summary>The settings of a run of the method: training with few active channels, then fine-tuning what is kept.</summary>
internal sealed record MethodSettings
{
    /// <summary>The library's own defaults: each is declared there, once.</summary>
    private static readonly CompactTrainingOptions Measured = new();

    /// <summary>Epochs of training, before the fine-tuning.</summary>
    public int Epochs { get; init; } = Measured.Epochs;

    /// <summary>
    /// The first of these epochs, in which the full network is trained by itself, with a learning rate schedule of its own; from
    /// there the method goes on, taught by what the full network was then. 0: there is no teacher.
    /// </summary>
    public int TeacherEpochs { get; init; } = Measured.TeacherEpochs;

    /// <summary>The first of the epochs that are left, in which all channels are active.</summary>
    public int WarmupEpochs { get; init; } = Measured.WarmupEpochs;

    /// <summary>Epochs of fine-tuning the compact network.</summary>
    public int FineTuneEpochs { get; init; } = Measured.FineTuneEpochs;

    /// <summary>Images in a step.</summary>
    public int BatchSize { get; init; } = Measured.BatchSize;

    /// <summary>Seed of initial values, data order and choices.</summary>
    public long Seed { get; init; } = Measured.Seed;

    /// <summary>The fraction of what is limited that stays active.</summary>
    public double Active { get; init; } = 0.5;

    /// <summary>What is limited.</summary>
    public BudgetMeasure Measure { get; init; }

    /// <summary>Widths are rounded down to a multiple of this.</summary>
    public int MultipleOf { get; init; } = Measured.Target.MultipleOf;

    /// <summary>What values the channels.</summary>
    public SelectorOptions Selector { get; init; } = Measured.Selection.Selector;

    /// <summary>Training images to hold out; the run ends with the epoch that does best on them. 0 for none.</summary>
    public int ValidationImages { get; init; }

    /// <summary>The fraction that is active when the channels begin to shrink.</summary>
    public double ShrinkFrom { get; init; } = Measured.Shrinking.From;

    /// <summary>The part of the steps after the warm-up over which the channels shrink to <see cref="Active"/>.</summary>
    public double ShrinkOver { get; init; } = Measured.Shrinking.Over;

    /// <summary>The part of the steps after the warm-up after which the choice is frozen.</summary>
    public double FreezeAfter { get; init; } = Measured.Selection.FreezeAfter;

    /// <summary>The learning rate of training, and of the dense network.</summary>
    public double LearningRate { get; init; } = Measured.Optimizer.LearningRate;

    /// <summary>
    /// The part of the whole schedule over which the learning rate rises to <see cref="LearningRate"/>; null: while the
    /// channels shrink, because a wide network bears less of it than a narrow one, and a tenth for networks of fixed widths.
    /// </summary>
    public double? LearningRateWarmup { get; init; }

    /// <summary>
    /// The learning rate with which fine-tuning begins a schedule of its own; null: after training it goes on with the
    /// schedule of the training, and after pruning it begins with a fifth of <see cref="LearningRate"/>.
    /// </summary>
    public double? FineTuneLearningRate { get; init; }

    /// <summary>In which numbers steps compute.</summary>
    public Precision Precision { get; init; }

    /// <summary>How feature maps lie in memory.</summary>
    public MemoryLayout MemoryLayout { get; init; }

    private CompactTarget Target => Limit with { MultipleOf = MultipleOf };

    private CompactTarget Limit => Measure switch
    {
        BudgetMeasure.ChannelsOfEachGroup => CompactTarget.Channels(Active),
        BudgetMeasure.Channels => CompactTarget.TotalChannels(Active),
        BudgetMeasure.Parameters => CompactTarget.FractionOfParameters(Active),
        BudgetMeasure.Macs => CompactTarget.FractionOfMacs(Active),
        _ => throw new InvalidOperationException($"there is no budget of '{Measure}'"),
    };

    /// <summary>Refuses a warm-up that is longer than the run, and a choice that is frozen while the channels still shrink.</summary>
    /// <exception cref="UsageException">It is so.</exception>
    public void CheckSchedule()
    {
        if (TeacherEpochs > 0 && TeacherEpochs >= Epochs)
            throw new UsageException(FormattableString.Invariant($"a teacher must be trained for fewer epochs than --epochs, {Epochs}, but is for {TeacherEpochs}; give more --epochs"));

        int sliced = Epochs - TeacherEpochs;
        if (WarmupEpochs > sliced)
            throw new UsageException(FormattableString.Invariant($"--warmup must be at most --epochs{(TeacherEpochs > 0 ? " without the teacher's" : "")}, {sliced}, but is {WarmupEpochs}"));

        if (FreezeAfter < ShrinkOver)
            throw new UsageException(FormattableString.Invariant($"the choice must not be frozen before the channels have shrunk, after {ShrinkOver} of the steps, but is after {FreezeAfter}; set freeze-after or shrink-over"));
    }

    /// <summary>Refuses a budget that leaves a model less than it needs at least.</summary>
    /// <exception cref="ArgumentException">The minimum widths cost more.</exception>
    public void CheckBudget(ModelGraph graph) => Recipe().Check(graph);

    /// <summary>The library's options.</summary>
    public CompactTrainingOptions Recipe() => new()
    {
        Epochs = Epochs,
        TeacherEpochs = TeacherEpochs,
        WarmupEpochs = WarmupEpochs,
        FineTuneEpochs = FineTuneEpochs,
        BatchSize = BatchSize,
        Seed = Seed,
        Precision = Precision,
        MemoryLayout = MemoryLayout,
        Validation = ValidationImages > 0 ? ValidationUse.BestEpoch : ValidationUse.None,
        Optimizer = new Sgd { LearningRate = LearningRate },
        LearningRateWarmup = LearningRateWarmup,
        FineTuneLearningRate = FineTuneLearningRate,
        Target = Target,
        Shrinking = new Shrinking { From = ShrinkFrom, Over = ShrinkOver },
        Selection = new SelectionOptions { Selector = Selector, FreezeAfter = FreezeAfter },
    };

    /// <summary>Channels of each group where every group keeps <see cref="Active"/> of them: the architecture that the method ends with.</summary>
    public IReadOnlyList<int> Widths(ModelGraph graph) => [.. graph.Groups.Select(group => Target.Width(group, Active))];

    /// <summary>Options of the full network's training: as many epochs as the method trains and fine-tunes.</summary>
    public FineTuneOptions Dense() => Recipe().ForFixedWidths(Epochs + FineTuneEpochs);
}
