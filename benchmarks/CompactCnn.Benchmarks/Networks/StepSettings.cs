namespace CompactCnn.Benchmarks;

/// <summary>What every measured step has in common.</summary>
internal static class StepSettings
{
    public const int BatchSize = 64;

    public static Sgd Optimizer { get; } = new() { LearningRate = 1e-3, Momentum = 0.9, WeightDecay = 5e-4 };

    /// <summary>Other channels, chosen at random: if at every step, the dearest choice for the copies.</summary>
    /// <param name="fraction">The active fraction of every group's channels.</param>
    /// <param name="reselectEvery">Steps for which they stay.</param>
    public static TrainingOptions Options(double fraction, int reselectEvery = 1) => new()
    {
        Target = CompactTarget.Channels(fraction),
        Shrinking = Shrinking.None,
        Selection = new() { Selector = new RandomChoice { Persistent = false }, ReselectEvery = reselectEvery, FreezeAfter = 1 },
        Optimizer = Optimizer,
        Schedule = LearningRateSchedule.Constant,
    };
}
