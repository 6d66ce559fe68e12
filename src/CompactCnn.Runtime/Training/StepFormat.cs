using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>How a training step computes: the order of its feature maps in memory, and their precision.</summary>
internal readonly record struct StepFormat(MemoryLayout MemoryLayout, Precision Precision)
{
    /// <summary>What the network is given of a batch's images; the caller's scope owns it. Pixels stay pixels, which the network refuses.</summary>
    public Tensor Input(Tensor images) => MemoryLayout.Arrange(Precision == Precision.BFloat16 && images.is_floating_point() ? images.to(ScalarType.BFloat16) : images);

    /// <summary>What the loss is given: losses are computed in the precision of the parameters.</summary>
    public Tensor Logits(Tensor logits) => Precision == Precision.BFloat16 ? logits.to(ScalarType.Float32) : logits;

    /// <summary>Refuses a precision in which the network cannot be trained.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="parameter">One of its parameters.</param>
    /// <exception cref="ArgumentException">The parameters are not float32, or the device has no such convolutions.</exception>
    public void Check(string name, Tensor parameter)
    {
        if (Precision == Precision.Float32)
        {
            return;
        }

        if (parameter.dtype != ScalarType.Float32)
        {
            throw new ArgumentException($"precision {Precision} needs float32 parameters, but those of '{name}' are {parameter.dtype}; use precision {Precision.Float32}");
        }

        try
        {
            using var scope = NewDisposeScope();
            Tensor images = ones([1, 1, 4, 4], ScalarType.BFloat16, parameter.device);
            Tensor weight = ones([1, 1, 3, 3], ScalarType.BFloat16, parameter.device, requires_grad: true);
            autograd.grad([nn.functional.conv2d(images, weight).sum()], [weight]);
        }
        catch (ExternalException fault)
        {
            throw new ArgumentException($"device '{parameter.device}' cannot train '{name}' in precision {Precision} ({fault.Message.Split('\n')[0]}); use precision {Precision.Float32}", fault);
        }
    }
}
