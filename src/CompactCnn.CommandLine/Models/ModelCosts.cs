namespace CompactCnn.CommandLine;

/// <summary>What a model costs where every group keeps the same fraction of its channels.</summary>
internal static class ModelCosts
{
    /// <summary>Channels of each group where every group has this fraction of its own.</summary>
    public static int[] WidthsAt(this DeclaredModel model, double active)
    {
        ChannelBudget budget = ChannelBudget.PerLayer(active);
        return [.. model.Graph.Groups.Select(group => budget.Width(group, active))];
    }

    /// <summary>The table of the network of those widths.</summary>
    public static CostTable CostOf(this DeclaredModel model, double active, CostConvention convention = CostConvention.Macs)
    {
        int[] widths = model.WidthsAt(active);
        CostTable cost = active < 1 ? model.CostOf(widths) : model.Cost;
        return convention == CostConvention.Ptflops ? cost.ByPtflops(model.Graph, widths) : cost;
    }
}
