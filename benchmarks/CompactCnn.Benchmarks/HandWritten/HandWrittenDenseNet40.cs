using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CompactCnn.Benchmarks;

/// <summary>DenseNet-40 without bottlenecks.</summary>
internal sealed class HandWrittenDenseNet40 : HandWrittenNetwork
{
    private const int LayersPerBlock = 12;

    private readonly Conv2d _stem;
    private readonly Sequential _blocks;
    private readonly BatchNorm2d _norm;
    private readonly Linear _classifier;

    /// <summary>Creates the network.</summary>
    /// <param name="widths">Channels of the stem, of the 12 layers of the first block, of its transition, and so on.</param>
    public HandWrittenDenseNet40(IReadOnlyList<int> widths)
        : base(nameof(HandWrittenDenseNet40))
    {
        _stem = Conv2d(3, widths[0], 3, padding: 1, bias: false);
        var blocks = new List<Module<Tensor, Tensor>>();
        int channels = widths[0];
        int next = 1;
        for (int block = 0; block < 3; block++)
        {
            for (int layer = 0; layer < LayersPerBlock; layer++)
            {
                blocks.Add(new Layer(channels, widths[next]));
                channels += widths[next++];
            }

            if (block < 2)
            {
                blocks.Add(Sequential(BatchNorm2d(channels), ReLU(inplace: true), Conv2d(channels, widths[next], 1, bias: false), AvgPool2d(2)));
                channels = widths[next++];
            }
        }

        _blocks = Sequential(blocks);
        _norm = BatchNorm2d(channels);
        _classifier = Linear(channels, 10);
        Begin();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor x = _blocks.forward(_stem.forward(input));
        x = functional.relu(_norm.forward(x), inplace: true);
        x = functional.adaptive_avg_pool2d(x, 1).flatten(1);
        return _classifier.forward(x).MoveToOuterDisposeScope();
    }

    private sealed class Layer : Module<Tensor, Tensor>
    {
        private readonly BatchNorm2d _norm;
        private readonly Conv2d _conv;

        public Layer(int input, int growth)
            : base(nameof(Layer))
        {
            _norm = BatchNorm2d(input);
            _conv = Conv2d(input, growth, 3, padding: 1, bias: false);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            Tensor x = _conv.forward(functional.relu(_norm.forward(input), inplace: true));
            return cat([input, x], 1).MoveToOuterDisposeScope();
        }
    }
}
