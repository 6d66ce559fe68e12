namespace CompactCnn;

/// <summary>Which optimizer updates the active parameters, and its settings.</summary>
public abstract record OptimizerOptions
{
    /// <summary>The learning rate that the schedule scales.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Numbers that the optimizer keeps of each parameter.</summary>
    internal abstract int StateBuffers { get; }

    internal abstract void Check();

    /// <summary>Updates the parameters by their gradients, which it may overwrite.</summary>
    internal abstract void Step(FlatParameters parameters, double learningRate);
}
