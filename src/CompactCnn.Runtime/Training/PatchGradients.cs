using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Has the gradients of the weights of convolutions computed as one product of matrices where the library's own way is slow, or
/// wrong. It is made for large maps: of 512 channels of 4x4 pixels in bf16 it takes more than five times as long where the
/// processor multiplies by tiles, and of 2x2 pixels more than three times as long elsewhere. And on processors without AVX-512, oneDNN 3.7 computes wrong gradients of a kernel of one pixel that skips pixels of fewer than eight
/// channels, and writes outside of its memory, where feature maps lie pixel by pixel.
/// </summary>
internal sealed class PatchGradients : IDisposable
{
    // Pixels of an output map up to which the product was faster, or as fast, on processors with instructions for bf16.
    private const long LargestByTiles = 64;
    private const long LargestInBFloat16 = 16;
    private const long LargestInFloat32 = 4;

    // Channels that fill a vector of oneDNN's; with as many or more it is right.
    private const long VectorOfChannels = 8;

    private readonly List<Layer> _layers = [];

    /// <summary>Watches the convolutions of a network, until it is disposed of.</summary>
    public static PatchGradients Attach(nn.Module network)
    {
        var gradients = new PatchGradients();
        gradients._layers.AddRange(network.children().OfType<Conv2d>().Where(Fits).Select(layer => new Layer(layer)));
        return gradients;
    }

    public void Dispose()
    {
        foreach (Layer layer in _layers)
        {
            layer.Dispose();
        }
    }

    /// <summary>Throws what was thrown in a backward pass.</summary>
    public void ThrowIfFailed()
    {
        foreach (Layer layer in _layers)
        {
            layer.Guard.ThrowIfFailed();
        }
    }

    // The input of a kernel of one pixel that skips none is its patches: the library multiplies matrices there already.
    private static bool Fits(Conv2d layer) =>
        layer.groups == 1 && layer.padding_mode == PaddingModes.Zeros && layer.dilation.All(distance => distance == 1)
        && (layer.kernel_size[0] > 1 || layer.stride[0] > 1) && IsSquare(layer.kernel_size) && IsSquare(layer.stride)
        && layer.padding is { } padding && IsSquare(padding);

    private static bool IsSquare(long[] size) => size.All(side => side == size[0]);

    private sealed class Layer : IDisposable
    {
        private readonly Conv2d _layer;
        private readonly int _kernel;
        private readonly int _stride;
        private readonly int _padding;
        private readonly Action[] _removals;
        private bool _taken;

        public Layer(Conv2d layer)
        {
            _layer = layer;
            _kernel = (int)layer.kernel_size[0];
            _stride = (int)layer.stride[0];
            _padding = (int)layer.padding![0];
            _removals =
            [
                layer.register_forward_pre_hook((_, input) => Before(input)).remove,
                layer.register_forward_hook((_, input, output) => After(input, output)).remove,
            ];
        }

        public BackwardGuard Guard { get; } = new();

        public void Dispose()
        {
            Restore();
            foreach (Action remove in _removals)
            {
                remove();
            }
        }

        /// <summary>Keeps the weights out of the graph that the convolution makes.</summary>
        private Tensor Before(Tensor input)
        {
            Restore();
            _taken = is_grad_enabled() && _layer.weight!.requires_grad && IsTakenOver(input);
            if (_taken)
            {
                _layer.weight!.requires_grad = false;
            }

            return input;
        }

        /// <summary>Brings them into the graph behind it.</summary>
        private Tensor After(Tensor input, Tensor output)
        {
            if (!_taken)
            {
                return output;
            }

            Restore();
            return PatchGradient.Apply(output, _layer.weight!, input, _stride, _padding, Guard);
        }

        /// <summary>Lets the weights have gradients again; a convolution that throws leaves that to the next call.</summary>
        private void Restore()
        {
            if (_taken)
            {
                _taken = false;
                _layer.weight!.requires_grad = true;
            }
        }

        private bool IsTakenOver(Tensor input) => input.device_type == DeviceType.CPU && (_kernel == 1 ? IsWrong(input) : IsSmall(input));

        private static bool IsWrong(Tensor input) => input.dtype == ScalarType.Float32 && input.size(1) < VectorOfChannels;

        private bool IsSmall(Tensor input) =>
            OutputOf(input.size(2)) * OutputOf(input.size(3)) <= input.dtype switch
            {
                ScalarType.BFloat16 => MatrixTiles.AreSupported ? LargestByTiles : LargestInBFloat16,
                ScalarType.Float32 => LargestInFloat32,
                _ => 0,
            };

        private long OutputOf(long side) => ((side + (2 * _padding) - _kernel) / _stride) + 1;
    }
}
