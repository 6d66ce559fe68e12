using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CompactCnn.Benchmarks;

/// <summary>A network and its training step as a good TorchSharp user writes them: modules, and <c>torch.optim</c>.</summary>
internal abstract class HandWrittenNetwork : Module<Tensor, Tensor>
{
    private optim.Optimizer? _optimizer;

    protected HandWrittenNetwork(string name)
        : base(name)
    {
    }

    /// <summary>Trainable numbers.</summary>
    public long ParameterCount => parameters().Sum(parameter => parameter.numel());

    /// <summary>Forward, loss, backward and update.</summary>
    public double Step(Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        _optimizer!.zero_grad();
        Tensor loss = functional.cross_entropy(forward(images), labels);
        loss.backward();
        _optimizer.step();
        return loss.item<float>();
    }

    /// <summary>Derived constructors end with this: the layers are registered and get their optimizer.</summary>
    protected void Begin()
    {
        RegisterComponents();
        _optimizer = optim.SGD(parameters(), StepSettings.Optimizer.LearningRate, momentum: StepSettings.Optimizer.Momentum, weight_decay: StepSettings.Optimizer.WeightDecay);
        train();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _optimizer?.Dispose();
        }

        base.Dispose(disposing);
    }
}
