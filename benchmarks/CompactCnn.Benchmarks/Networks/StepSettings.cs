namespace CompactCnn.Benchmarks;

/// <summary>What every measured step has in common.</summary>
internal static class StepSettings
{
    public const int BatchSize = 64;

    public static Sgd Optimizer { get; } = new() { LearningRate = 1e-3, Momentum = 0.9, WeightDecay = 5e-4 };

    /// <summary>Other channels at every step, chosen at random: the dearest choice for the copies.</summary>
    public static SelectionOptions Selection(double fraction) => new()
    {
        Budget = ChannelBudget.PerLayer(fraction),
        Selector = new RandomChoice { Persistent = false },
        ReselectEvery = 1,
        FreezeAfter = 1,
    };
}
