using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Has the gradients of the weights of convolutions over small feature maps computed as one product of matrices. The
/// library's own way is made for large maps: of 512 channels of 4x4 pixels in bf16 it takes more than five times as long.
/// </summary>
internal sealed class SmallMapGradients : IDisposable
{
    // Pixels of an output map up to which the product was faster, or as fast, on a processor with instructions for bf16.
    private const long LargestInBFloat16 = 64;
    private const long LargestInFloat32 = 4;

    private readonly List<Layer> _layers = [];

    /// <summary>Watches the convolutions of a network, until it is disposed of.</summary>
    public static SmallMapGradients Attach(nn.Module network)
    {
        var gradients = new SmallMapGradients();
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

    // The input of a kernel of one pixel is its patches: the library multiplies matrices there already.
    private static bool Fits(Conv2d layer) =>
        layer.groups == 1 && layer.padding_mode == PaddingModes.Zeros && layer.dilation.All(distance => distance == 1)
        && layer.kernel_size[0] > 1 && IsSquare(layer.kernel_size) && IsSquare(layer.stride)
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
            _taken = is_grad_enabled() && _layer.weight!.requires_grad && IsSmall(input);
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

        private bool IsSmall(Tensor input) =>
            input.device_type == DeviceType.CPU && OutputOf(input.size(2)) * OutputOf(input.size(3)) <= input.dtype switch
            {
                ScalarType.BFloat16 => LargestInBFloat16,
                ScalarType.Float32 => LargestInFloat32,
                _ => 0,
            };

        private long OutputOf(long side) => ((side + (2 * _padding) - _kernel) / _stride) + 1;
    }
}
