namespace CompactCnn.Runtime.Tests;

/// <summary>Options out of their range are refused in one sentence that names the option, before anything is trained.</summary>
public class OptionRefusalTests
{
    private const string Learning = "the learning rate must be above 0";
    private const string Factor = "the factor must be 0 or more and below 1";
    private const string Decay = "the weight decay must be 0 or more";
    private const string Exploration = "the exploration factor must be 0 or more";

    private static readonly (string Name, string Argument, string Sentence, Func<object?> Make)[] Values =
    [
        ("fraction 0", "fraction", "the active fraction must be above 0 and at most 1", () => CompactTarget.Channels(0)),
        ("fraction 1.1", "fraction", "the active fraction must be above 0 and at most 1", () => CompactTarget.Channels(1.1)),
        ("fraction NaN", "fraction", "the active fraction must be above 0 and at most 1", () => CompactTarget.Channels(double.NaN)),
        ("minimum fraction", "MinimumFraction", "the fraction that every group keeps at least must be 0 to 1", () => CompactTarget.FractionOfMacs(0.5) with { MinimumFraction = 1.1 }),
        ("minimum width of a budget", "MinimumWidth", "MinimumWidth ('0') must be greater than or equal to '1'.", () => CompactTarget.FractionOfMacs(0.5) with { MinimumWidth = 0 }),
        ("multiple of a budget", "MultipleOf", "MultipleOf ('0') must be greater than or equal to '1'.", () => CompactTarget.FractionOfMacs(0.5) with { MultipleOf = 0 }),
        ("cost exponent", "CostExponent", "the cost exponent must be 0 or more", () => CompactTarget.FractionOfMacs(0.5) with { CostExponent = double.NaN }),
        ("change of widths", "MaximumChange", "the fraction by which a width may change must be above 0 and at most 1", () => CompactTarget.FractionOfMacs(0.5) with { MaximumChange = 0 }),
        ("MACs", "limit", "limit ('0') must be greater than or equal to '1'.", () => CompactTarget.Macs(0)),
        ("parameters", "limit", "limit ('-1') must be greater than or equal to '1'.", () => CompactTarget.Parameters(-1)),
        ("memory", "bytes", "bytes ('0') must be greater than or equal to '1'.", () => CompactTarget.FractionOfMacs(0.5).WithinMemory(0, 32)),
        ("memory's batch", "batchSize", "batchSize ('0') must be greater than or equal to '1'.", () => CompactTarget.FractionOfMacs(0.5).WithinMemory(1000, 0)),
        ("fraction below the target", "fraction", "the active fraction must be at least the target 0.5 and at most 1", () => CompactTarget.Channels(0.5).Choose(Model.Graph, [.. Model.Graph.Groups.Select(group => new double[group.Arms])], 0.4)),
        ("start above 1", "From", "the fraction from which the active channels shrink must be 0 to 1", () => new Shrinking { From = 1.1 }),
        ("start below 0", "From", "the fraction from which the active channels shrink must be 0 to 1", () => new Shrinking { From = -0.1 }),
        ("over", "Over", "the part of the steps over which the active channels shrink must be 0 to 1", () => new Shrinking { Over = 1.5 }),
        ("over NaN", "Over", "the part of the steps over which the active channels shrink must be 0 to 1", () => new Shrinking { Over = double.NaN }),
        ("warmup 1", "warmup", "the part of the steps that warm up must be 0 or more and below 1", () => LearningRateSchedule.Cosine(1)),
        ("warmup NaN", "warmup", "the part of the steps that warm up must be 0 or more and below 1", () => LearningRateSchedule.Cosine(double.NaN)),
        ("rise", "rise", "the part of the steps that rise must be above 0 and below 1", () => LearningRateSchedule.OneCycle(0)),
        ("begin", "from", "the part at which the run begins must be 0 to 1", () => LearningRateSchedule.Cosine().Between(-0.1, 1)),
        ("end", "to", "the part at which the run ends must be above 0.5 and at most 1", () => LearningRateSchedule.Cosine().Between(0.5, 0.5)),
        ("end above 1", "to", "the part at which the run ends must be above 0.5 and at most 1", () => LearningRateSchedule.Cosine().Between(0.5, 1.1)),
        ("shrink power", "Power", "the power of the shrinking must be above 0", () => new Shrinking { Power = 0 }),
        ("shrink power infinite", "Power", "the power of the shrinking must be above 0", () => new Shrinking { Power = double.PositiveInfinity }),
        ("factor", "factor", "factor ('0') must be a non-negative and non-zero value.", () => LearningRateSchedule.MultiStep(0, 0.5)),
        ("milestones fall", "milestones", "milestones must ascend from 0 to 1", () => LearningRateSchedule.MultiStep(0.1, 0.5, 0.4)),
        ("milestone above 1", "milestones", "milestones must ascend from 0 to 1", () => LearningRateSchedule.MultiStep(0.1, 1.2)),
        ("milestone below 0", "milestones", "milestones must ascend from 0 to 1", () => LearningRateSchedule.MultiStep(0.1, -0.2)),
        ("label smoothing", "labelSmoothing", "label smoothing must be 0 or more and below 1", () => Losses.CrossEntropy(1)),
        ("exploration", "ExplorationFactor", Exploration, () => new Cucb { ExplorationFactor = -1 }.Create(1)),
        ("exploration infinite", "ExplorationFactor", Exploration, () => new Cucb { ExplorationFactor = double.PositiveInfinity }.Create(1)),
        ("window", "Window", "Window ('0') must be greater than or equal to '1'.", () => new SlidingWindowUcb { Window = 0 }.Create(1)),
        ("window's exploration", "ExplorationFactor", Exploration, () => new SlidingWindowUcb { ExplorationFactor = double.NaN }.Create(1)),
        ("deviation", "Deviation", "the deviation must be 0 or more", () => new ThompsonSampling { Deviation = -0.1 }.Create(1)),
        ("epsilon", "Epsilon", "the probability of a random choice must be 0 to 1", () => new EpsilonGreedy { Epsilon = 1.1 }.Create(1)),
    ];

    private static readonly (string Name, string Argument, string Sentence, Func<TrainingOptions, TrainingOptions> Change)[] Training =
    [
        ("epochs", "Epochs", "Epochs ('-1') must be a non-negative value.", options => options with { Epochs = -1 }),
        ("batch size 1", "BatchSize", "BatchSize ('1') must be greater than or equal to '2'.", options => options with { BatchSize = 1 }),
        ("batch size above the data", "BatchSize", "the batch size must be at most the number of training images, 32", options => options with { BatchSize = 33 }),
        ("recalibration", "RecalibrationBatches", "RecalibrationBatches ('-2') must be a non-negative value.", options => options with { RecalibrationBatches = -2 }),
        ("learning rate 0", "LearningRate", Learning, options => options with { Optimizer = new Sgd { LearningRate = 0 } }),
        ("learning rate NaN", "LearningRate", Learning, options => options with { Optimizer = new Sgd { LearningRate = double.NaN } }),
        ("momentum 1", "Momentum", Factor, options => options with { Optimizer = new Sgd { Momentum = 1 } }),
        ("weight decay", "WeightDecay", Decay, options => options with { Optimizer = new Sgd { WeightDecay = -1 } }),
        ("gradient norm", "MaxGradientNorm", "the largest gradient norm must be above 0", options => options with { Optimizer = new Sgd { MaxGradientNorm = 0 } }),
        ("beta1", "Beta1", Factor, options => options with { Optimizer = new AdamW { Beta1 = 1 } }),
        ("beta2", "Beta2", Factor, options => options with { Optimizer = new AdamW { Beta2 = -0.1 } }),
        ("AdamW's epsilon", "Epsilon", "epsilon must be above 0", options => options with { Optimizer = new AdamW { Epsilon = 0 } }),
        ("AdamW's weight decay", "WeightDecay", Decay, options => options with { Optimizer = new AdamW { WeightDecay = double.PositiveInfinity } }),
    ];

    private static readonly (string Name, string Argument, string Sentence, Func<SelectionOptions, SelectionOptions> Change)[] Selection =
    [
        ("reselection", "ReselectEvery", "ReselectEvery ('0') must be greater than or equal to '1'.", options => options with { ReselectEvery = 0 }),
        ("random steps", "RandomSteps", "RandomSteps ('-1') must be a non-negative value.", options => options with { RandomSteps = -1 }),
        ("freeze after 1", "FreezeAfter", "the part of the steps after which the choice is frozen must be 0 to 1", options => options with { FreezeAfter = 1.01 }),
        ("freeze NaN", "FreezeAfter", "the part of the steps after which the choice is frozen must be 0 to 1", options => options with { FreezeAfter = double.NaN }),
        ("selector", "ExplorationFactor", Exploration, options => options with { Selector = new Cucb { ExplorationFactor = -2 } }),
    ];

    public static TheoryData<string> ValueNames => [.. Values.Select(refused => refused.Name)];

    public static TheoryData<string> TrainingNames => [.. Training.Select(refused => refused.Name)];

    public static TheoryData<string> SelectionNames => [.. Selection.Select(refused => refused.Name)];

    private static ModelCase Model => ModelCases.Of("NormedHead");

    [Theory]
    [MemberData(nameof(ValueNames))]
    public void OfAValue(string name)
    {
        var refused = Values.Single(refused => refused.Name == name);
        Refusal.OfArgument<ArgumentOutOfRangeException>(refused.Argument, refused.Sentence, () => refused.Make());
    }

    [Theory]
    [MemberData(nameof(TrainingNames))]
    public void OfATraining(string name)
    {
        var refused = Training.Single(refused => refused.Name == name);
        using TrainingData data = SyntheticData.For(Model.Graph, 32, seed: 1);
        using Network model = Model.Create(seed: 1);
        using CompactNetwork compact = Model.ToCompact(model, Model.Graph.KeepAll());
        TrainingOptions options = refused.Change(new TrainingOptions { BatchSize = 16 });
        Dictionary<string, byte[]> before = Bits.Of(model);
        Refusal.OfArgument<ArgumentOutOfRangeException>(refused.Argument, refused.Sentence, () => Model.Train(model, data, options));
        Assert.Empty(Bits.Differences(before, Bits.Of(model)));

        var tuning = new FineTuneOptions { Epochs = options.Epochs, BatchSize = options.BatchSize, RecalibrationBatches = options.RecalibrationBatches, Optimizer = options.Optimizer };
        Refusal.OfArgument<ArgumentOutOfRangeException>(refused.Argument, refused.Sentence, () => compact.FineTune(data, tuning));
        Assert.Empty(Bits.Differences(before, Bits.Of(compact)));
    }

    [Theory]
    [MemberData(nameof(SelectionNames))]
    public void OfASelection(string name)
    {
        var refused = Selection.Single(refused => refused.Name == name);
        using TrainingData data = SyntheticData.For(Model.Graph, 32, seed: 1);
        using Network model = Model.Create(seed: 1);
        SelectionOptions options = refused.Change(new SelectionOptions());
        Refusal.OfArgument<ArgumentOutOfRangeException>(refused.Argument, refused.Sentence, () => Model.Train(model, data, new TrainingOptions { BatchSize = 16, Selection = options }));
        Refusal.OfArgument<ArgumentOutOfRangeException>(refused.Argument, refused.Sentence, () => Model.BeginTraining(model, 10, new() { Selection = options }).Dispose());
    }

    [Fact]
    public void FreezingBeforeChannelsHaveShrunk()
    {
        TrainingOptions options = new() { Selection = new() { FreezeAfter = 0.3 } };
        Refusal.OfArgument<ArgumentException>(
            "FreezeAfter",
            "the choice is frozen after 0.3 of the steps, but channels shrink until 0.4 of them; freeze later or shrink faster",
            options.CheckChoice);
        Refusal.OfArgument<ArgumentOutOfRangeException>(
            "WarmupEpochs", "the epochs before channels shrink must be 0 to all 10", new TrainingOptions { WarmupEpochs = 11 }.CheckChoice);
    }

    [Fact]
    public void StepsAndNothing()
    {
        using Network model = Model.Create(seed: 1);
        Refusal.OfArgument<ArgumentOutOfRangeException>("totalSteps", "totalSteps ('0') must be greater than or equal to '1'.", () => Model.BeginTraining(model, 0).Dispose());
        using TrainingData data = SyntheticData.For(Model.Graph, 32, seed: 1);
        Assert.Equal("data", Assert.Throws<ArgumentNullException>(() => Model.Train(model, null!)).ParamName);
        foreach ((string option, TrainingOptions options) in new (string, TrainingOptions)[]
        {
            ("Optimizer", new() { BatchSize = 16, Optimizer = null! }),
            ("Schedule", new() { BatchSize = 16, Schedule = null! }),
            ("Loss", new() { BatchSize = 16, Loss = null! }),
            ("Selection", new() { BatchSize = 16, Selection = null! }),
            ("Selector", new() { BatchSize = 16, Selection = new() { Selector = null! } }),
            ("Target", new() { BatchSize = 16, Target = null! }),
            ("Shrinking", new() { BatchSize = 16, Shrinking = null! }),
        })
        {
            Assert.Equal(option, Assert.Throws<ArgumentNullException>(() => Model.Train(model, data, options)).ParamName);
        }
    }
}
