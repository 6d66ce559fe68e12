namespace CompactCnn.CommandLine;

/// <summary>
/// Every setting of a run, each declared once: what it is called, means, may be, is by default (the library's own), and changes.
/// A setting that is new is a row here and a line in <see cref="All"/>.
/// </summary>
internal static partial class SettingTable
{
    /// <summary>The most epochs of a phase.</summary>
    private const int MaximumEpochs = 100_000;

    /// <summary>The most images of anything.</summary>
    private const int MaximumImages = 10_000_000;

    /// <summary>The model.</summary>
    public static RunSetting<string> Model { get; } = new(
        "model",
        nameof(RunSettings.Model),
        new TextKind(),
        settings => settings.Model,
        (settings, value) => settings with { Model = value })
    {
        Help = "the model, as the command models lists them",
        Argument = "MODEL",
        InCells = InCells.Always,
    };

    /// <summary>The data set.</summary>
    public static RunSetting<string> Dataset { get; } = new(
        "dataset",
        nameof(RunSettings.Dataset),
        new TextKind(),
        settings => settings.Dataset,
        (settings, value) => settings with { Dataset = value })
    {
        Help = "the data set",
        Commands = RunCommands.All,
        InCells = InCells.Always,
        ValuesOfProgram = context => DatasetOption.Kind(context.Datasets),
    };

    /// <summary>How training images are varied.</summary>
    public static RunSetting<string> Augmentation { get; } = new(
        "augment",
        nameof(ImageChoice.Augmentation),
        new ListedKind(null, CellAugmentation.Names),
        settings => settings.Images.Augmentation,
        (settings, value) => settings with { Images = settings.Images with { Augmentation = value } })
    {
        Help = "how training images are varied",
        Commands = RunCommands.All,
        InCells = InCells.Always,
    };

    /// <summary>Training images to hold out.</summary>
    public static RunSetting<int> ValidationImages { get; } = new(
        "validation",
        nameof(ImageChoice.ValidationImages),
        Numbers.Whole(0, MaximumImages),
        settings => settings.Images.ValidationImages,
        (settings, value) => settings with { Images = settings.Images with { ValidationImages = value } })
    {
        Help = "training images to hold out, every class in proportion: the run ends with the epoch that does best on them; 0 for none",
        HelpOfCompare = "training images to hold out and measure on instead of the test images, for tuning; 0 for the test images",
        Commands = RunCommands.All,
        InCells = InCells.Always,
    };

    /// <summary>Training images to use.</summary>
    public static RunSetting<int> TrainingImages { get; } = new(
        "train-images",
        nameof(ImageChoice.TrainingImages),
        Numbers.Whole(0, MaximumImages),
        settings => settings.Images.TrainingImages,
        (settings, value) => settings with { Images = settings.Images with { TrainingImages = value } })
    {
        Help = "training images to use, every class in proportion; 0 for all",
        Commands = RunCommands.All,
        InCells = InCells.Always,
    };

    /// <summary>Threads that compute.</summary>
    public static RunSetting<int> Threads { get; } = new(
        "threads",
        nameof(RunSettings.Threads),
        Numbers.Whole(0, 1024),
        settings => settings.Threads,
        (settings, value) => settings with { Threads = value })
    {
        Help = "threads that compute; 0 for as many as the machine has cores",
        HelpOfCompare = "threads of each cell; 0 for as many as the machine has cores",
        Commands = RunCommands.All,
        InCells = InCells.OfLate,
        // Whoever resumes a run may do so on another machine.
        MakesAnotherRun = false,
    };

    /// <summary>What trains.</summary>
    public static RunSetting<string> Device { get; } = new(
        "device",
        nameof(RunSettings.Device),
        new DeviceKind(),
        settings => settings.Device,
        (settings, value) => settings with { Device = value })
    {
        Help = $"what trains: {new DeviceKind().Rule}",
        Commands = RunCommands.All,
        InCells = InCells.UnlessDefault,
    };

    /// <summary>All of them, in the order in which they are shown; what follows from another's value comes after it.</summary>
    public static IReadOnlyList<RunSetting> All { get; }

    /// <summary>Those that methods can be compared with other values of.</summary>
    public static IReadOnlyList<RunSetting> Variations { get; }

    /// <summary>What makes a run of <c>train</c> another one.</summary>
    public static IReadOnlyList<RunSetting> OfARun { get; }

    /// <summary>What the files of cells have.</summary>
    public static IReadOnlyList<RunSetting> OfACell { get; }

    /// <summary>The setting of a property that the library names; null where it is none.</summary>
    public static RunSetting? OfProperty(string? property) => All.FirstOrDefault(setting => setting.Property == property);

    static SettingTable()
    {
        All =
        [
            Model, Dataset, Active, Budget, MultipleOf, Selector, ExplorationFactor, Window, Seed,
            Epochs, TeacherEpochs, WarmupEpochs, FineTuneEpochs, BatchSize, LearningRate, LearningRateWarmup, FineTuneLearningRate,
            Augmentation, ValidationImages, TrainingImages, Precision, MemoryLayout, Threads, Device,
            ShrinkFrom, ShrinkOver, ShrinkPower, FreezeAfter, ReselectEvery, Saliency, SaliencyScale, Normalization, NormalizeOver,
            Objective, Scope, CostExponent, MinimumFraction, MaximumChange,
        ];
        Variations = [.. All.Where(setting => setting.IsVariation)];
        OfARun = [.. All.Where(setting => setting.MakesAnotherRun && setting.IsGivenTo(RunCommands.Train))];
        OfACell = [.. All.Where(setting => setting.InCells != InCells.Never)];
    }
}
