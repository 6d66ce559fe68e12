namespace CompactCnn.CommandLine;

/// <summary>What a model costs where every group keeps the same fraction of its channels.</summary>
internal static class ModelCosts
{
    /// <summary>What the full network costs, with as many classes as a network of the model distinguishes.</summary>
    public static CostTable CostFor(this DeclaredModel model, CompactNetwork network) => model.CostFor(model.Cost, network.Structure.Classes);

    /// <summary>Classes that a network of a model distinguishes on a data set: those of the data, unless something fixes them.</summary>
    public static int ClassesFor(this DeclaredModel model, Dataset data) => model.Graph.Classifier is null ? model.Graph.Classes : data.ClassNames.Count;

    /// <summary>The graph of a network that distinguishes so many classes, unless something fixes them.</summary>
    public static ModelGraph GraphFor(this DeclaredModel model, int classes) => model.Graph.Classifier is null ? model.Graph : model.Graph.WithClasses(classes);

    /// <summary>What a network costs that distinguishes another number of classes than are declared.</summary>
    /// <param name="model">The model.</param>
    /// <param name="declared">What it costs with those declared.</param>
    /// <param name="classes">Its classes; null: those declared.</param>
    public static CostTable CostFor(this DeclaredModel model, CostTable declared, int? classes) => declared.WithClasses(model.Graph, classes ?? model.Graph.Classes);

    /// <summary>Channels of each group where every group has this fraction of its own.</summary>
    public static int[] WidthsAt(this DeclaredModel model, double active)
    {
        CompactTarget target = CompactTarget.Channels(active);
        return [.. model.Graph.Groups.Select(group => target.Width(group, active))];
    }

    /// <summary>The table of the network of those widths.</summary>
    public static CostTable CostOf(this DeclaredModel model, double active, CostConvention convention = CostConvention.Macs)
    {
        int[] widths = model.WidthsAt(active);
        CostTable cost = active < 1 ? model.CostOf(widths) : model.Cost;
        return convention == CostConvention.Ptflops ? cost.ByPtflops(model.Graph, widths) : cost;
    }
}
