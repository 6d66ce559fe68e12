using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CompactCnn.Benchmarks;

/// <summary>ResNet-20 with projection shortcuts.</summary>
internal sealed class HandWrittenResNet20 : HandWrittenNetwork
{
    private readonly Conv2d _conv;
    private readonly BatchNorm2d _norm;
    private readonly Sequential _blocks;
    private readonly Linear _classifier;

    /// <summary>Creates the network.</summary>
    /// <param name="widths">
    /// Channels of the first stage, of the first convolution of each of its three blocks; of the first convolution of the
    /// next stage's first block, of that stage, of the first convolutions of its other two blocks; and so on.
    /// </param>
    public HandWrittenResNet20(IReadOnlyList<int> widths)
        : base(nameof(HandWrittenResNet20))
    {
        _conv = Conv2d(3, widths[0], 3, padding: 1, bias: false);
        _norm = BatchNorm2d(widths[0]);
        _blocks = Sequential(
            new Block(widths[0], widths[1], widths[0], stride: 1),
            new Block(widths[0], widths[2], widths[0], stride: 1),
            new Block(widths[0], widths[3], widths[0], stride: 1),
            new Block(widths[0], widths[4], widths[5], stride: 2),
            new Block(widths[5], widths[6], widths[5], stride: 1),
            new Block(widths[5], widths[7], widths[5], stride: 1),
            new Block(widths[5], widths[8], widths[9], stride: 2),
            new Block(widths[9], widths[10], widths[9], stride: 1),
            new Block(widths[9], widths[11], widths[9], stride: 1));
        _classifier = Linear(widths[9], 10);
        Begin();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor x = functional.relu(_norm.forward(_conv.forward(input)), inplace: true);
        x = functional.adaptive_avg_pool2d(_blocks.forward(x), 1).flatten(1);
        return _classifier.forward(x).MoveToOuterDisposeScope();
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Conv2d _conv1;
        private readonly BatchNorm2d _norm1;
        private readonly Conv2d _conv2;
        private readonly BatchNorm2d _norm2;
        private readonly Sequential? _shortcut;

        public Block(int input, int inner, int output, int stride)
            : base(nameof(Block))
        {
            _conv1 = Conv2d(input, inner, 3, stride: stride, padding: 1, bias: false);
            _norm1 = BatchNorm2d(inner);
            _conv2 = Conv2d(inner, output, 3, padding: 1, bias: false);
            _norm2 = BatchNorm2d(output);
            _shortcut = stride == 1 ? null : Sequential(Conv2d(input, output, 1, stride: stride, bias: false), BatchNorm2d(output));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            Tensor x = functional.relu(_norm1.forward(_conv1.forward(input)), inplace: true);
            x = _norm2.forward(_conv2.forward(x));
            x = x + (_shortcut is null ? input : _shortcut.forward(input));
            return functional.relu(x, inplace: true).MoveToOuterDisposeScope();
        }
    }
}
