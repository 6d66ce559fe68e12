namespace CompactCnn.CommandLine;

/// <summary>A model of the zoo, as commands see it: what it is, what it costs, and how it is trained.</summary>
/// <param name="name">Its name on the command line.</param>
/// <param name="summary">What it is, in a line.</param>
internal abstract class ZooModel(string name, string summary)
{
    public string Name { get; } = name;

    public string Summary { get; } = summary;

    public abstract ModelGraph Graph { get; }

    public abstract CostTable Cost { get; }

    /// <summary>What the network costs where every group has this fraction of its channels.</summary>
    public CostTable CostOf(double active, CostConvention convention = CostConvention.Macs)
    {
        int[] widths = WidthsAt(active);
        CostTable cost = active < 1 ? CostOf(widths) : Cost;
        return convention == CostConvention.Ptflops ? cost.ByPtflops(Graph, widths) : cost;
    }

    /// <summary>Channels of each group where every group has this fraction of its own.</summary>
    public int[] WidthsAt(double active)
    {
        ChannelBudget budget = ChannelBudget.PerLayer(active);
        return [.. Graph.Groups.Select(group => budget.Width(group, active))];
    }

    /// <summary>A compact network with fresh parameters.</summary>
    public abstract CompactNetwork CreateCompact(IReadOnlyList<int> widths, long seed);

    /// <summary>The compact network of a file.</summary>
    public abstract CompactNetwork LoadCompact(string path);

    /// <summary>Trains the full network, for as many epochs as the method trains and fine-tunes.</summary>
    public abstract TrainedNetwork TrainDense(Experiment experiment);

    /// <summary>Trains with few active channels, slices out the compact network and fine-tunes it.</summary>
    public abstract TrainedNetwork TrainCompact(Experiment experiment);

    /// <summary>What the compact network of these widths costs.</summary>
    public abstract CostTable CostOf(IReadOnlyList<int> widths);

    /// <summary>Does the work of one cell of a comparison.</summary>
    public abstract CellOutcome RunCell(CellWork work);

    /// <summary>How long a step takes where every group has this fraction of its channels.</summary>
    public abstract double SecondsPerStep(double active, MethodSettings settings);
}

/// <summary>A model of the zoo whose types are known.</summary>
/// <param name="name">Its name on the command line.</param>
/// <param name="summary">What it is, in a line.</param>
/// <param name="slice">The model's <c>ToCompact</c>.</param>
/// <param name="create">The compact network's constructor, from widths and a seed.</param>
internal sealed class ZooModel<TModel, TCompact>(
    string name,
    string summary,
    Func<TModel, int[][], TCompact> slice,
    Func<IReadOnlyList<int>, long, TCompact> create) : ZooModel(name, summary)
    where TModel : GatedModel<TCompact>, IGatedModel<TModel>
    where TCompact : CompactNetwork<TCompact>, ICompactNetwork<TCompact>
{
    public override ModelGraph Graph => TModel.Graph;

    public override CostTable Cost => TModel.Cost;

    public override CompactNetwork CreateCompact(IReadOnlyList<int> widths, long seed) => create(widths, seed);

    public override CompactNetwork LoadCompact(string path) => CompactNetwork<TCompact>.Load(path);

    public override TrainedNetwork TrainDense(Experiment experiment) =>
        DenseRun.Execute(create(Graph.FullWidths, experiment.Settings.Seed), experiment);

    public override TrainedNetwork TrainCompact(Experiment experiment) =>
        CompactRun.Execute(TModel.Create(seed: experiment.Settings.Seed), slice, experiment);

    public override CostTable CostOf(IReadOnlyList<int> widths) => TCompact.CostOf(widths);

    public override CellOutcome RunCell(CellWork work) =>
        new CellRun<TModel, TCompact>(seed => TModel.Create(seed: seed), slice, create).Execute(work);

    public override double SecondsPerStep(double active, MethodSettings settings)
    {
        ChannelBudget budget = ChannelBudget.PerLayer(active);
        using TCompact network = create([.. Graph.Groups.Select(group => budget.Width(group, active))], 1);
        return StepTime.Measure(network, Graph, settings);
    }
}
