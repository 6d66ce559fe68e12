namespace CompactCnn.Examples;

/// <summary>A way to a compact network, or a control that it is held against.</summary>
/// <param name="Name">What it is called on the command line and in files.</param>
/// <param name="Summary">What it is, in a line.</param>
internal abstract record ComparisonMethod(string Name, string Summary)
{
    /// <summary>Whether the fraction of channels matters to it.</summary>
    public virtual bool DependsOnFraction => true;

    /// <summary>The method whose cell of the same seed, and fraction where it has one, must be done first; null: none.</summary>
    public virtual string? After => null;
}

/// <summary>The full network.</summary>
internal sealed record DenseMethod(string Name, string Summary) : ComparisonMethod(Name, Summary)
{
    public override bool DependsOnFraction => false;
}

/// <summary>Training with few active channels, then fine-tuning the network of those that are kept.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Select">How the active channels are chosen.</param>
internal sealed record SlicedMethod(string Name, string Summary, Func<MethodSettings, SelectionOptions> Select) : ComparisonMethod(Name, Summary);

/// <summary>Fine-tuning random channels of the model that another method trained.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Trained">The method that trained the model.</param>
internal sealed record OtherChannelsMethod(string Name, string Summary, string Trained) : ComparisonMethod(Name, Summary)
{
    public override string After => Trained;
}

/// <summary>The compact architecture, trained from scratch in one schedule.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is.</param>
/// <param name="ComputeOf">The method whose training MACs it is given; null: as many epochs as the method trains and fine-tunes.</param>
internal sealed record ScratchMethod(string Name, string Summary, string? ComputeOf = null) : ComparisonMethod(Name, Summary)
{
    public override string? After => ComputeOf;
}

/// <summary>Pruning the trained full network at once, then fine-tuning.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is.</param>
/// <param name="BySaliency">Whether channels are ranked by saliency over training images, or else by the size of their weights.</param>
internal sealed record PruningMethod(string Name, string Summary, bool BySaliency) : ComparisonMethod(Name, Summary)
{
    public override string After => ComparisonMethods.Dense;
}
