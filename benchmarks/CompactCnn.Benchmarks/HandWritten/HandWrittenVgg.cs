using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CompactCnn.Benchmarks;

/// <summary>A chain of 3x3 convolutions with batch norm and ReLU, pools in between, and a linear classifier.</summary>
internal sealed class HandWrittenVgg : HandWrittenNetwork
{
    private readonly Sequential _features;
    private readonly Linear _classifier;

    /// <summary>Creates the network.</summary>
    /// <param name="widths">Channels of each convolution.</param>
    /// <param name="stages">Convolutions before each pool.</param>
    /// <param name="globalPool">Whether the last feature map is averaged; else it has one pixel.</param>
    public HandWrittenVgg(IReadOnlyList<int> widths, IReadOnlyList<int> stages, bool globalPool)
        : base(nameof(HandWrittenVgg))
    {
        var layers = new List<Module<Tensor, Tensor>>();
        int channels = 3;
        int next = 0;
        foreach (int convolutions in stages)
        {
            for (int i = 0; i < convolutions; i++)
            {
                layers.Add(Conv2d(channels, widths[next], 3, padding: 1, bias: false));
                layers.Add(BatchNorm2d(widths[next]));
                layers.Add(ReLU(inplace: true));
                channels = widths[next++];
            }

            layers.Add(MaxPool2d(2));
        }

        if (globalPool)
        {
            layers.Add(AdaptiveAvgPool2d(1));
        }

        layers.Add(Flatten());
        _features = Sequential(layers);
        _classifier = Linear(channels, 10);
        Begin();
    }

    public override Tensor forward(Tensor input) => _classifier.forward(_features.forward(input));
}
