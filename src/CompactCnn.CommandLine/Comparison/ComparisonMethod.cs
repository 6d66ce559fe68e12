namespace CompactCnn.CommandLine;

/// <summary>A way to a compact network, or a control that it is held against.</summary>
/// <param name="Name">What it is called on the command line and in files.</param>
/// <param name="Summary">What it is, in a line.</param>
internal abstract record ComparisonMethod(string Name, string Summary)
{
    /// <summary>What is otherwise than in the method of the plain name.</summary>
    public IReadOnlyList<Func<RunSettings, RunSettings>> Variations { get; init; } = [];

    /// <summary>Whether the full network is trained first, and teaches, for half of the epochs of training if nothing else is said.</summary>
    public bool IsTaught { get; init; }

    /// <summary>The settings of a cell with what this method varies.</summary>
    public RunSettings Vary(RunSettings settings) =>
        Varied(IsTaught ? SettingTable.TeacherEpochs.With(settings, Math.Max(1, settings.Recipe.Epochs / 2)) : settings);

    /// <summary>The recipe that a cell trains by.</summary>
    /// <param name="settings">The cell's settings, varied.</param>
    /// <param name="uniform">What the network costs in which every group has the cell's fraction: the size at which methods are compared.</param>
    public virtual CompactTrainingOptions Recipe(RunSettings settings, CostTable uniform) => settings.Recipe;

    /// <summary>Refuses a cell whose settings do not fit together, before any cell is trained.</summary>
    /// <exception cref="UsageException">They do not.</exception>
    public void Check(CellRequest request, DeclaredModel model)
    {
        RunSettings settings = request.Settings();
        (settings with { Recipe = Recipe(settings, model.CostOf(request.Active)) }).Check(model.Graph, RunCommands.Compare);
    }

    /// <summary>Settings with what this method varies, and nothing else.</summary>
    private protected RunSettings Varied(RunSettings settings) => Variations.Aggregate(settings, (varied, variation) => variation(varied));

    /// <summary>Whether the fraction of channels matters to it.</summary>
    public virtual bool DependsOnFraction => true;

    /// <summary>The method whose cell of the same seed, and fraction where it has one, must be done first; null: none.</summary>
    public virtual string? After => null;

    /// <summary>The same control for another method, or null where it is no control of a method.</summary>
    /// <param name="method">The method's name.</param>
    public virtual ComparisonMethod? Of(string method) => null;
}

/// <summary>The full network.</summary>
internal sealed record DenseMethod(string Name, string Summary) : ComparisonMethod(Name, Summary)
{
    public override bool DependsOnFraction => false;
}

/// <summary>Training with few active channels, then fine-tuning the network of those that are kept.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Adapt">What it does otherwise than the recipe, in a cell of this size.</param>
internal sealed record SlicedMethod(string Name, string Summary, Func<CompactTrainingOptions, CostTable, CompactTrainingOptions> Adapt) : ComparisonMethod(Name, Summary)
{
    /// <summary>What is varied of what the method does otherwise is varied last.</summary>
    public override CompactTrainingOptions Recipe(RunSettings settings, CostTable uniform) =>
        Varied(settings with { Recipe = Adapt(settings.Recipe, uniform) }).Recipe;
}

/// <summary>Fine-tuning random channels of the model that another method trained.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Trained">The method that trained the model.</param>
internal sealed record OtherChannelsMethod(string Name, string Summary, string Trained) : ComparisonMethod(Name, Summary)
{
    public override string After => Trained;

    public override ComparisonMethod Of(string method) => this with { Trained = method };
}

/// <summary>How long a compact architecture is trained from scratch.</summary>
internal enum ScratchLength
{
    /// <summary>For the epochs that a method trains and fine-tunes.</summary>
    Epochs,

    /// <summary>For a method's training MACs.</summary>
    TrainingMacs,

    /// <summary>For the seconds that a method took.</summary>
    Seconds,
}

/// <summary>A compact architecture, trained from scratch in one schedule.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Model">The method that gives the architecture or the length; null: every group has the cell's fraction, for the method's epochs.</param>
/// <param name="Length">How long it is trained.</param>
/// <param name="SameWidths">Whether it has the widths that the method found, or else every group the cell's fraction.</param>
internal sealed record ScratchMethod(string Name, string Summary, string? Model = null, ScratchLength Length = ScratchLength.Epochs, bool SameWidths = false) : ComparisonMethod(Name, Summary)
{
    public override string? After => Model;

    public override ComparisonMethod? Of(string method) => Model is null ? null : this with { Model = method };
}

/// <summary>The compact architecture from scratch, taught by the full network, which is trained first.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is.</param>
internal sealed record DistilledMethod(string Name, string Summary) : ComparisonMethod(Name, Summary);

/// <summary>Pruning the trained full network at once, then fine-tuning.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is.</param>
/// <param name="BySaliency">Whether channels are ranked by saliency over training images, or else by the size of their weights.</param>
internal sealed record PruningMethod(string Name, string Summary, bool BySaliency) : ComparisonMethod(Name, Summary)
{
    public override string After => ComparisonMethods.Dense;
}
