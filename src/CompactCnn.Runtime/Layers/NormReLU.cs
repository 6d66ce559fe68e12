using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Batch norm over feature maps and the ReLU behind it, with the state and the settings of PyTorch's <c>BatchNorm2d</c>. In
/// training in the host's memory the two are computed together, in float32 and, channels last, in bf16: by themselves they
/// read and write the feature maps more than twice as often. The library computes what has no such order, and channels last
/// many channels that fill no vectors, as 67. Sums are those of the library but for rounding, and the same on any number of threads.
/// </summary>
/// <remarks>Computed together, a graph can be passed backward once; what it needs is freed on the way.</remarks>
public sealed class NormReLU : NormBase
{
    private readonly BackwardGuard _backward = new();

    /// <summary>Makes the layer.</summary>
    /// <param name="channels">Channels of the feature maps.</param>
    /// <param name="device">Where its parameters live.</param>
    public NormReLU(long channels, Device? device = null)
        : base(channels, 1e-5, 0.1, true, true, device, null, TorchLibrary.Before(nameof(NormReLU)))
    {
    }

    /// <summary>Normalises, scales and shifts every channel, and takes what is above 0.</summary>
    /// <param name="input">Feature maps [batch, channels, height, width].</param>
    /// <returns>The same shape.</returns>
    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        _backward.ThrowIfFailed();
        double rate = BeginBatch();
        return Fits(input) && NormReLUPasses.For(input) is { } passes
            ? NormReLUFunction.Apply(input, passes, this, rate, _backward)
            : nn.functional.batch_norm(input, running_mean!, running_var!, weight, bias, training, rate, eps).relu_();
    }

    /// <summary>
    /// Calls this layer and then a pooling of what it makes. In training, where windows are two by two and nobody has registered
    /// a hook that would see what lies between, the values are chosen before they are normalised: the outputs are the same bits.
    /// Of two values of a window that round to the same output the greater has the gradient, not the first.
    /// </summary>
    /// <param name="input">Feature maps [batch, channels, height, width].</param>
    /// <param name="pooling">The pooling.</param>
    /// <returns>What the pooling makes.</returns>
    public Tensor CallPooled(Tensor input, MaxPooling pooling)
    {
        ArgumentNullException.ThrowIfNull(pooling);
        ValidateInputDimensions(input);
        if (!HasHooks && pooling.TakesPairsUnseen && Fits(input) && NormReLUPasses.ForPooled(input) is { } passes && !HasScaleOf0)
        {
            _backward.ThrowIfFailed();
            return NormReLUFunction.Apply(input, passes, this, BeginBatch(), _backward);
        }

        return pooling.call(call(input));
    }

    // It makes all outputs of its channel equal, of which a pooling takes the first.
    private bool HasScaleOf0 => MemoryMarshal.Cast<byte, float>(weight!.bytes).Contains(0);

    private bool HasHooks => pre_hooks.Count + post_hooks.Count + module_pre_hooks.Count + module_post_hooks.Count > 0;

    private bool Fits(Tensor input) => training && weight!.dtype == ScalarType.Float32 && weight!.numel() == input.size(1);

    /// <summary>Counts a batch.</summary>
    /// <returns>Its weight in the running statistics.</returns>
    private double BeginBatch()
    {
        if (!training)
        {
            return momentum ?? 0;
        }

        Tensor batches = num_batches_tracked!;
        if (batches.device_type == DeviceType.CPU)
        {
            // The library's addition of two numbers takes longer than the passes over small maps.
            MemoryMarshal.Cast<byte, long>(batches.bytes)[0]++;
        }
        else
        {
            batches.add_(1);
        }

        return momentum ?? 1.0 / batches.item<long>();
    }

    /// <inheritdoc/>
    protected override void ValidateInputDimensions(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.dim() != 4)
        {
            throw new ArgumentException($"a norm of feature maps must be given [batch, channels, height, width], but was given {input.dim()} dimensions", nameof(input));
        }
    }
}
