using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CompactCnn.Benchmarks;

/// <summary>The seven convolutions as a good TorchSharp user writes them, at any widths, with a training step.</summary>
internal sealed class HandWritten : Module<Tensor, Tensor>
{
    private readonly Conv2d _conv1, _conv2, _conv3, _conv4, _conv5, _conv6, _conv7;
    private readonly BatchNorm2d _norm1, _norm2, _norm3, _norm4, _norm5, _norm6, _norm7;
    private readonly Linear _classifier;
    private readonly optim.Optimizer _optimizer;

    public HandWritten(IReadOnlyList<int> widths, double learningRate, double momentum, double weightDecay)
        : base(nameof(HandWritten))
    {
        _conv1 = Conv2d(3, widths[0], 3, padding: 1, bias: false);
        _conv2 = Conv2d(widths[0], widths[1], 3, padding: 1, bias: false);
        _conv3 = Conv2d(widths[1], widths[2], 3, padding: 1, bias: false);
        _conv4 = Conv2d(widths[2], widths[3], 3, padding: 1, bias: false);
        _conv5 = Conv2d(widths[3], widths[4], 3, padding: 1, bias: false);
        _conv6 = Conv2d(widths[4], widths[5], 3, padding: 1, bias: false);
        _conv7 = Conv2d(widths[5], widths[6], 3, padding: 1, bias: false);
        _norm1 = BatchNorm2d(widths[0]);
        _norm2 = BatchNorm2d(widths[1]);
        _norm3 = BatchNorm2d(widths[2]);
        _norm4 = BatchNorm2d(widths[3]);
        _norm5 = BatchNorm2d(widths[4]);
        _norm6 = BatchNorm2d(widths[5]);
        _norm7 = BatchNorm2d(widths[6]);
        _classifier = Linear(widths[6], 10);
        RegisterComponents();
        _optimizer = optim.SGD(parameters(), learningRate, momentum: momentum, weight_decay: weightDecay);
        train();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor x = functional.relu(_norm1.forward(_conv1.forward(input)), inplace: true);
        x = functional.relu(_norm2.forward(_conv2.forward(x)), inplace: true);
        x = functional.max_pool2d(x, 2);
        x = functional.relu(_norm3.forward(_conv3.forward(x)), inplace: true);
        x = functional.relu(_norm4.forward(_conv4.forward(x)), inplace: true);
        x = functional.max_pool2d(x, 2);
        x = functional.relu(_norm5.forward(_conv5.forward(x)), inplace: true);
        x = functional.relu(_norm6.forward(_conv6.forward(x)), inplace: true);
        x = functional.relu(_norm7.forward(_conv7.forward(x)), inplace: true);
        x = functional.max_pool2d(x, 2);
        x = functional.adaptive_avg_pool2d(x, 1).flatten(1);
        return _classifier.forward(x).MoveToOuterDisposeScope();
    }

    public double Step(Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        _optimizer.zero_grad();
        Tensor loss = functional.cross_entropy(forward(images), labels);
        loss.backward();
        _optimizer.step();
        return loss.item<float>();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _optimizer.Dispose();
        }

        base.Dispose(disposing);
    }
}
