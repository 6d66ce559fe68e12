namespace CompactCnn.CommandLine;

/// <summary>The settings of a run of the method: training with few active channels, then fine-tuning what is kept.</summary>
internal sealed record MethodSettings
{
    /// <summary>Epochs of training, before the fine-tuning.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>
    /// The first of these epochs, in which the full network is trained by itself, with a learning rate schedule of its own; from
    /// there the method goes on, taught by what the full network was then. 0: there is no teacher.
    /// </summary>
    public int TeacherEpochs { get; init; }

    /// <summary>The first of the epochs that are left, in which all channels are active.</summary>
    public int WarmupEpochs { get; init; }

    /// <summary>Epochs of fine-tuning the compact network.</summary>
    public int FineTuneEpochs { get; init; } = 3;

    /// <summary>Images in a step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Seed of initial values, data order and choices.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The fraction of what is limited that stays active.</summary>
    public double Active { get; init; } = 0.5;

    /// <summary>What is limited.</summary>
    public BudgetMeasure Measure { get; init; }

    /// <summary>Widths are rounded down to a multiple of this.</summary>
    public int MultipleOf { get; init; } = 1;

    /// <summary>What values the channels.</summary>
    public SelectorOptions Selector { get; init; } = new Cucb();

    /// <summary>Training images to hold out; the run ends with the epoch that does best on them. 0 for none.</summary>
    public int ValidationImages { get; init; }

    /// <summary>The fraction that is active when the channels begin to shrink.</summary>
    public double ShrinkFrom { get; init; } = 1;

    /// <summary>The part of the steps after the warm-up over which the channels shrink to <see cref="Active"/>.</summary>
    public double ShrinkOver { get; init; } = 0.4;

    /// <summary>The part of the steps after the warm-up after which the choice is frozen.</summary>
    public double FreezeAfter { get; init; } = 0.5;

    /// <summary>The learning rate of training, and of the dense network.</summary>
    public double LearningRate { get; init; } = 0.05;

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

    private ChannelBudget Budget => Limit with { MultipleOf = MultipleOf };

    private ChannelBudget Limit => Measure switch
    {
        BudgetMeasure.ChannelsOfEachGroup => ChannelBudget.PerLayer(Active),
        BudgetMeasure.Channels => ChannelBudget.Global(Active),
        BudgetMeasure.Parameters => ChannelBudget.Parameters(Active),
        BudgetMeasure.Macs => ChannelBudget.Macs(Active),
        _ => throw new InvalidOperationException($"there is no budget of '{Measure}'"),
    };

    private ValidationUse Validation => ValidationImages > 0 ? ValidationUse.BestEpoch : ValidationUse.None;

    /// <summary>Refuses a warm-up that is longer than the run, and a choice that is frozen while the channels still shrink.</summary>
    /// <exception cref="UsageException">It is so.</exception>
    public void CheckSchedule()
    {
        if (TeacherEpochs > 0 && TeacherEpochs >= Epochs)
            throw new UsageException(FormattableString.Invariant($"a teacher must be trained for fewer epochs than --epochs, {Epochs}, but is for {TeacherEpochs}; give more --epochs"));

        if (WarmupEpochs > SlicedEpochs)
            throw new UsageException(FormattableString.Invariant($"--warmup must be at most --epochs{(TeacherEpochs > 0 ? " without the teacher's" : "")}, {SlicedEpochs}, but is {WarmupEpochs}"));

        if (FreezeAfter < ShrinkOver)
            throw new UsageException(FormattableString.Invariant($"the choice must not be frozen before the channels have shrunk, after {ShrinkOver} of the steps, but is after {FreezeAfter}; set freeze-after or shrink-over"));
    }

    /// <summary>Refuses a budget that leaves a model less than it needs at least.</summary>
    /// <exception cref="ArgumentException">The minimum widths cost more.</exception>
    public void CheckBudget(ModelGraph graph) => Budget.Choose(graph, [.. graph.Groups.Select(group => new double[group.Arms])]);

    /// <summary>The epochs of training with few active channels.</summary>
    public int SlicedEpochs => Epochs - TeacherEpochs;

    /// <summary>The part of the schedule that is over when the training is.</summary>
    private double TrainingPart => FineTuneLearningRate is null && SlicedEpochs > 0 ? (double)SlicedEpochs / (SlicedEpochs + FineTuneEpochs) : 1;

    /// <summary>The part of the steps in which all channels are active.</summary>
    private double WarmupPart => SlicedEpochs == 0 ? 0 : (double)WarmupEpochs / SlicedEpochs;

    /// <summary>The schedule of training and fine-tuning; where channels shrink to the last step, the rest of a rise is left to fall.</summary>
    private LearningRateSchedule Schedule =>
        LearningRateSchedule.Cosine(LearningRateWarmup ?? Math.Min(0.99, TrainingPart * (WarmupPart + ((1 - WarmupPart) * ShrinkOver))));

    /// <summary>How the method chooses the active channels.</summary>
    public SelectionOptions Selection() => Selection(Budget);

    /// <summary>How the method chooses the active channels of a budget that it shrinks to.</summary>
    public SelectionOptions Selection(ChannelBudget budget)
    {
        double rest = 1 - WarmupPart;
        return new SelectionOptions
        {
            Selector = Selector,
            Budget = budget.ShrinkingFrom(Math.Max(budget.Fraction, ShrinkFrom), over: rest * ShrinkOver, after: WarmupPart),
            FreezeAfter = WarmupPart + (rest * FreezeAfter),
        };
    }

    /// <summary>Channels of each group where every group keeps <see cref="Active"/> of them: the architecture that the method ends with.</summary>
    public IReadOnlyList<int> Widths(ModelGraph graph)
    {
        ChannelBudget budget = Selection().Budget;
        return [.. graph.Groups.Select(group => budget.Width(group, Active))];
    }

    /// <summary>Options of the training.</summary>
    public TrainingOptions Training() => new()
    {
        Epochs = SlicedEpochs,
        BatchSize = BatchSize,
        Seed = Seed,
        Precision = Precision,
        MemoryLayout = MemoryLayout,
        Validation = Validation,
        Optimizer = new Sgd { LearningRate = LearningRate },
        Schedule = Schedule.Between(0, TrainingPart),
        Selection = Selection(),
    };

    /// <summary>Options of the fine-tuning after the training.</summary>
    public FineTuneOptions AfterTraining() => TrainingPart < 1
        ? Fixed(FineTuneEpochs, LearningRate) with { Schedule = Schedule.Between(TrainingPart, 1) }
        : FineTuning();

    /// <summary>Options of a fine-tuning with a schedule of its own.</summary>
    public FineTuneOptions FineTuning() => Fixed(FineTuneEpochs, FineTuneLearningRate ?? (LearningRate / 5));

    /// <summary>Options of the training of the full network that is to teach.</summary>
    public FineTuneOptions Teaching() => FromScratch(TeacherEpochs);

    /// <summary>Options of the full network's training: as many epochs as the method trains and fine-tunes.</summary>
    public FineTuneOptions Dense() => FromScratch(Epochs + FineTuneEpochs);

    /// <summary>Options of training a fixed network from its initial values, in one schedule.</summary>
    /// <param name="epochs">Its epochs.</param>
    public FineTuneOptions FromScratch(int epochs) => Fixed(epochs, LearningRate) with { Schedule = LearningRateSchedule.Cosine(LearningRateWarmup ?? 0.1) };

    private FineTuneOptions Fixed(int epochs, double learningRate) => new()
    {
        Epochs = epochs,
        BatchSize = BatchSize,
        Seed = Seed,
        Precision = Precision,
        MemoryLayout = MemoryLayout,
        Validation = Validation,
        Optimizer = new Sgd { LearningRate = learningRate },
    };
}
