using CompactCnn.Models;

namespace CompactCnn.Runtime.Tests.Documentation;

/// <summary>The examples of docs/budgets-and-selectors.md, line for line, so that they compile and run.</summary>
internal static class BudgetsAndSelectors
{
    public static TrainingOptions Options()
    {
        var options = new TrainingOptions
        {
            Epochs = 10,
            Selection = new SelectionOptions
            {
                Budget = ChannelBudget.PerLayer(0.5).ShrinkingFrom(1, over: 0.4),
                Selector = new Cucb(),
                ReselectEvery = 20,
                FreezeAfter = 0.5,
            },
        };
        return options;
    }

    public static int[][] Choose(double[][] saliencies)
    {
        ChannelBudget budget = ChannelBudget.Macs(limit: 200_000, of: SmallVggTwin.Cost) with
        {
            MinimumFraction = 0.1,
            MultipleOf = 8,
            CostExponent = 0.5,
            Scope = BudgetScope.Resolution,
            MaximumChange = 0.1,
        };
        int[][] keep = budget.Choose(SmallVggTwin.Graph, saliencies);
        Console.WriteLine(SmallVggTwin.CostOf(keep));
        Console.WriteLine(MemoryEstimate.AtStart(SmallVggTwin.Graph, budget, batchSize: 64).Total);
        return keep;
    }

    public static void Prune(SmallVggTwin model, string path, TrainingData data)
    {
        model.Load(path);
        RankResult ranked = model.Rank(data, new RankOptions { Budget = ChannelBudget.PerLayer(0.5) });
        using SmallVggTwin.Compact compact = model.ToCompact(ranked.Keep);
        compact.FineTune(data, new FineTuneOptions { Epochs = 3 });
    }
}
