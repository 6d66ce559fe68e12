using TorchSharp;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Stochastic gradient descent with momentum, as PyTorch's <c>SGD</c>. A channel that is not active keeps its momentum
/// untouched, and finds it when it returns.
/// </summary>
public sealed record Sgd : OptimizerOptions
{
    /// <summary>Momentum factor, 0 or more and below 1. Default 0.9.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay (L2 penalty), 0 or more. Default 5e-4.</summary>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Nesterov momentum. Default false.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Whether weight decay applies to norm scales and shifts and to biases. Default true, as in PyTorch.</summary>
    public bool DecayVectors { get; init; } = true;

    internal override int StateBuffers => 1;

    internal override void CheckSettings()
    {
        CheckFactor(Momentum, nameof(Momentum));
        CheckDecay(WeightDecay, nameof(WeightDecay));
    }

    private protected override void Step(FlatParameters parameters, double learningRate)
    {
        if (SgdPass.Applies(parameters))
        {
            SgdPass.Run(parameters, this, learningRate);
        }
        else
        {
            StepByTensors(parameters, learningRate);
        }
    }

    /// <summary>A step by operations on tensors, on any device.</summary>
    internal void StepByTensors(FlatParameters parameters, double learningRate)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        using Scalar momentum = Momentum.ToScalar();
        using Scalar decay = WeightDecay.ToScalar();
        using Scalar step = (-learningRate).ToScalar();
        Tensor values = parameters.Values;
        Tensor gradients = parameters.Gradients;
        Tensor velocity = parameters.State[0];

        if (WeightDecay > 0)
        {
            long first = DecayVectors ? 0 : parameters.VectorElements;
            long count = values.size(0) - first;
            gradients.narrow(0, first, count).add_(values.narrow(0, first, count), alpha: decay);
        }

        velocity.mul_(momentum).add_(gradients);
        if (Nesterov)
        {
            gradients.add_(velocity, alpha: momentum);
        }

        values.add_(Nesterov ? gradients : velocity, alpha: step);
    }
}
