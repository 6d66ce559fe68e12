namespace CompactCnn.CommandLine;

/// <content>How long and how fast a recipe trains, and how large its network is to be.</content>
internal static partial class SettingTable
{
    /// <summary>The fraction that stays active; absent where a budget is a limit.</summary>
    public static RecipeSetting<double?> Active { get; } = new(
        "active",
        nameof(Active),
        new OptionalKind<double>(Numbers.Fraction),
        recipe => recipe.Target.Fraction,
        (recipe, value) => value is { } fraction ? recipe with { Target = recipe.Target.WithFraction(fraction) } : recipe)
    {
        Help = "the fraction that stays active and is kept, of every group's channels or of what --budget says",
        Commands = RunCommands.Train,
        InCells = InCells.Always,
    };

    /// <summary>What is limited, and by how much where that is no fraction.</summary>
    public static RecipeSetting<BudgetChoice> Budget { get; } = new(
        "budget",
        nameof(CompactTarget.Measure),
        new BudgetKind(),
        recipe => new(recipe.Target.Measure, recipe.Target.Limit),
        (recipe, value) => recipe with { Target = recipe.Target.Measuring(value.Measure, value.Limit) })
    {
        Help = "what --active is a fraction of: the channels of every group (per-layer), all channels (global), parameters or macs; "
            + "or a limit instead of --active, as parameters=50000 or macs=2000000",
        Commands = RunCommands.Train,
    };

    /// <summary>What widths are multiples of.</summary>
    public static RecipeSetting<int> MultipleOf { get; } = new(
        "multiple-of",
        nameof(CompactTarget.MultipleOf),
        Numbers.Whole(1, 4096),
        recipe => recipe.Target.MultipleOf,
        (recipe, value) => recipe with { Target = recipe.Target with { MultipleOf = value } })
    {
        Help = "widths are rounded down to a multiple of this, which runs faster by 8 or 16",
        Commands = RunCommands.Train,
        IsVariation = true,
    };

    /// <summary>The seed.</summary>
    public static RecipeSetting<long> Seed { get; } = new(
        "seed", nameof(CompactTrainingOptions.Seed), Numbers.Seed, recipe => recipe.Seed, (recipe, value) => recipe with { Seed = value })
    {
        Help = "seed of initial values, data order and choices",
        Commands = RunCommands.Train,
        InCells = InCells.Always,
    };

    /// <summary>Epochs of training.</summary>
    public static RecipeSetting<int> Epochs { get; } = new(
        "epochs",
        nameof(CompactTrainingOptions.Epochs),
        Numbers.Whole(0, MaximumEpochs),
        recipe => recipe.Epochs,
        (recipe, value) => recipe with { Epochs = value })
    {
        Help = "epochs of training with few active channels",
        HelpOfCompare = "epochs that methods train before they fine-tune; networks of fixed widths train for those of --fine-tune, too",
        ValuesOfCompare = Numbers.Whole(1, MaximumEpochs),
        Commands = RunCommands.All,
        InCells = InCells.Always,
    };

    /// <summary>The first of the epochs, of a teacher.</summary>
    public static RecipeSetting<int> TeacherEpochs { get; } = new(
        "teacher-epochs",
        nameof(CompactTrainingOptions.TeacherEpochs),
        Numbers.Whole(0, MaximumEpochs),
        recipe => recipe.TeacherEpochs,
        (recipe, value) => recipe with { TeacherEpochs = value })
    {
        Help = "the first of the epochs, in which the full network is trained by itself; then it teaches what it shrinks to, "
            + "for an answer of it at each step: for long runs on little data",
        Commands = RunCommands.Train,
        IsVariation = true,
    };

    /// <summary>The first of the other epochs, of all channels.</summary>
    public static RecipeSetting<int> WarmupEpochs { get; } = new(
        "warmup",
        nameof(CompactTrainingOptions.WarmupEpochs),
        Numbers.Whole(0, MaximumEpochs),
        recipe => recipe.WarmupEpochs,
        (recipe, value) => recipe with { WarmupEpochs = value })
    {
        Help = "the first of the epochs, or of those after the teacher's, in which all channels are active",
        Commands = RunCommands.Train,
        IsVariation = true,
    };

    /// <summary>Epochs of fine-tuning.</summary>
    public static RecipeSetting<int> FineTuneEpochs { get; } = new(
        "fine-tune",
        nameof(CompactTrainingOptions.FineTuneEpochs),
        Numbers.Whole(0, MaximumEpochs),
        recipe => recipe.FineTuneEpochs,
        (recipe, value) => recipe with { FineTuneEpochs = value })
    {
        Help = "epochs of fine-tuning the compact network",
        HelpOfCompare = "epochs that methods fine-tune what they keep",
        Commands = RunCommands.All,
        InCells = InCells.Always,
    };

    /// <summary>Images in a step.</summary>
    public static RecipeSetting<int> BatchSize { get; } = new(
        "batch",
        nameof(CompactTrainingOptions.BatchSize),
        Numbers.Whole(2, MaximumImages),
        recipe => recipe.BatchSize,
        (recipe, value) => recipe with { BatchSize = value })
    {
        Help = "images in a step",
        Commands = RunCommands.All,
        InCells = InCells.Always,
    };

    /// <summary>The learning rate.</summary>
    public static RecipeSetting<double> LearningRate { get; } = new(
        "learning-rate",
        nameof(OptimizerOptions.LearningRate),
        Numbers.Positive,
        recipe => recipe.Optimizer.LearningRate,
        (recipe, value) => recipe with { Optimizer = recipe.Optimizer with { LearningRate = value } })
    {
        Help = "learning rate of training",
        HelpOfCompare = "learning rate of every method",
        Commands = RunCommands.All,
        InCells = InCells.Always,
        IsVariation = true,
    };

    /// <summary>The part of the schedule over which the learning rate rises.</summary>
    public static RecipeSetting<double?> LearningRateWarmup { get; } = new(
        "learning-rate-warmup",
        nameof(CompactTrainingOptions.LearningRateWarmup),
        new OptionalKind<double>(Numbers.PartBelowOne),
        recipe => recipe.LearningRateWarmup,
        (recipe, value) => recipe with { LearningRateWarmup = value })
    {
        Help = "the part of the schedule over which the learning rate rises; absent: while the channels shrink, "
            + "and a tenth for networks of fixed widths",
        Commands = RunCommands.All,
        InCells = InCells.OfLate,
        IsVariation = true,
    };

    /// <summary>The learning rate of fine-tuning.</summary>
    public static RecipeSetting<double?> FineTuneLearningRate { get; } = new(
        "fine-tune-learning-rate",
        nameof(CompactTrainingOptions.FineTuneLearningRate),
        new OptionalKind<double>(Numbers.Positive),
        recipe => recipe.FineTuneLearningRate,
        (recipe, value) => recipe with { FineTuneLearningRate = value })
    {
        Help = "learning rate with which fine-tuning begins a schedule of its own; absent: it goes on with that of the training",
        Commands = RunCommands.All,
        InCells = InCells.OfLate,
        IsVariation = true,
    };

    /// <summary>The numbers that steps compute in.</summary>
    public static RecipeSetting<Precision> Precision { get; } = new(
        "precision",
        nameof(CompactTrainingOptions.Precision),
        Choices.Of(("float32", CompactCnn.Precision.Float32), ("bf16", CompactCnn.Precision.BFloat16)),
        recipe => recipe.Precision,
        (recipe, value) => recipe with { Precision = value })
    {
        Help = "the numbers that training steps compute in: float32, or bf16, which is faster on processors that multiply it",
        Commands = RunCommands.All,
        InCells = InCells.OfLate,
    };

    /// <summary>How feature maps lie in memory.</summary>
    public static RecipeSetting<MemoryLayout> MemoryLayout { get; } = new(
        "memory-layout",
        nameof(CompactTrainingOptions.MemoryLayout),
        Choices.OfAll<MemoryLayout>(),
        recipe => recipe.MemoryLayout,
        (recipe, value) => recipe with { MemoryLayout = value })
    {
        Help = "how feature maps lie in memory during training: contiguous, or channels-last, which is faster on most processors",
        Commands = RunCommands.All,
        InCells = InCells.OfLate,
    };
}
