using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Adam with decoupled weight decay, as PyTorch's <c>AdamW</c> (Loshchilov and Hutter, ICLR 2019). Every entry counts
/// its own steps, so that the bias correction of a channel that was seldom active is its own.
/// </summary>
public sealed record AdamW : OptimizerOptions
{
    /// <summary>A learning rate of 1e-3.</summary>
    public AdamW() => LearningRate = 1e-3;

    /// <summary>Decay of the mean of the gradients, 0 or more and below 1. Default 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of the squared gradients, 0 or more and below 1. Default 0.999.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second mean, above 0. Default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Decoupled weight decay, 0 or more. Default 1e-2.</summary>
    public double WeightDecay { get; init; } = 1e-2;

    /// <summary>Whether weight decay applies to norm scales and shifts and to biases. Default true, as in PyTorch.</summary>
    public bool DecayVectors { get; init; } = true;

    internal override int StateBuffers => 3;

    internal override void CheckSettings()
    {
        CheckFactor(Beta1, nameof(Beta1));
        CheckFactor(Beta2, nameof(Beta2));
        CheckDecay(WeightDecay, nameof(WeightDecay));
        if (!(Epsilon > 0 && double.IsFinite(Epsilon)))
        {
            throw new ArgumentOutOfRangeException(nameof(Epsilon), Epsilon, "epsilon must be above 0");
        }
    }

    private protected override void Step(FlatParameters parameters, double learningRate)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        Tensor values = parameters.Values;
        Tensor gradients = parameters.Gradients;
        Tensor mean = parameters.State[0];
        Tensor square = parameters.State[1];
        Tensor steps = parameters.State[2];

        long first = DecayVectors ? 0 : parameters.VectorElements;
        values.narrow(0, first, values.size(0) - first).mul_(1 - (learningRate * WeightDecay));
        steps.add_(1);
        mean.mul_(Beta1).add_(gradients, alpha: 1 - Beta1);
        square.mul_(Beta2).addcmul_(gradients, gradients, 1 - Beta2);
        Tensor correction1 = Correction(Beta1, steps);
        Tensor correction2 = Correction(Beta2, steps);
        Tensor denominator = square.div(correction2).sqrt_().add_(Epsilon);
        values.add_(mean.div(correction1).div_(denominator), alpha: -learningRate);
    }

    /// <summary>1 - beta^steps, for each entry.</summary>
    private static Tensor Correction(double beta, Tensor steps) =>
        beta == 0 ? ones_like(steps) : steps.mul(Math.Log(beta)).expm1_().neg_();
}
