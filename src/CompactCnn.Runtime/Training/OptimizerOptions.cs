using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Which optimizer updates the active parameters, and its settings.</summary>
public abstract record OptimizerOptions : IRecorded
{
    /// <summary>The learning rate that the schedule scales.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>
    /// Gradients whose norm, over all active parameters together, is larger are scaled down to it; saliencies are
    /// measured before. Default infinite: no clipping.
    /// </summary>
    public double MaxGradientNorm { get; init; } = double.PositiveInfinity;

    /// <summary>Numbers that the optimizer keeps of each parameter.</summary>
    internal abstract int StateBuffers { get; }

    internal abstract void CheckSettings();

    /// <summary>Refuses settings out of their ranges.</summary>
    internal void Check()
    {
        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
        {
            throw new ArgumentOutOfRangeException(nameof(LearningRate), LearningRate, "the learning rate must be above 0");
        }

        if (!(MaxGradientNorm > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(MaxGradientNorm), MaxGradientNorm, "the largest gradient norm must be above 0");
        }

        CheckSettings();
    }

    /// <summary>Clips the gradients and updates the parameters by them.</summary>
    internal void Update(FlatParameters parameters, double learningRate)
    {
        if (double.IsFinite(MaxGradientNorm))
        {
            using var noGradient = no_grad();
            using var scope = NewDisposeScope();
            double norm = parameters.Gradients.norm().to(ScalarType.Float64).item<double>();
            if (norm > MaxGradientNorm)
            {
                parameters.Gradients.mul_(MaxGradientNorm / norm);
            }
        }

        Step(parameters, learningRate);
    }

    private protected static void CheckFactor(double factor, string name)
    {
        if (!(factor >= 0 && factor < 1))
        {
            throw new ArgumentOutOfRangeException(name, factor, "the factor must be 0 or more and below 1");
        }
    }

    private protected static void CheckDecay(double decay, string name)
    {
        if (!(decay >= 0 && double.IsFinite(decay)))
        {
            throw new ArgumentOutOfRangeException(name, decay, "the weight decay must be 0 or more");
        }
    }

    /// <summary>Updates the parameters by their gradients, which it may overwrite.</summary>
    private protected abstract void Step(FlatParameters parameters, double learningRate);
}
