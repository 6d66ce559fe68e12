using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Initial values as PyTorch draws them: weights and biases of convolutions and linear layers uniform in
/// +-1/sqrt(fan in) (Kaiming uniform with a = sqrt(5)), norm scale 1 and shift 0, running mean 0 and variance 1. They
/// come from a generator of their own on the CPU, so that every device starts from the same values and the
/// process-wide generator is left alone.
/// </summary>
internal static class ParameterInitialization
{
    /// <summary>Draws every parameter of a network and resets its running statistics.</summary>
    public static void Draw(nn.Module network, long seed)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed, CPU);
        foreach (TensorSlot slot in NetworkTensors.Slots(network))
        {
            Tensor tensor = slot.Read();
            switch (slot.Layer)
            {
                case Conv2d convolution:
                    DrawUniform(tensor, convolution.weight!, generator);
                    break;
                case Linear linear:
                    DrawUniform(tensor, linear.weight!, generator);
                    break;
                case ChannelwiseLayer channelwise:
                    tensor.fill_(channelwise.Initial);
                    break;
                default:
                    bool startsAtOne = slot.Name.EndsWith(".weight", StringComparison.Ordinal) || slot.Name.EndsWith(".running_var", StringComparison.Ordinal);
                    tensor.fill_(startsAtOne ? 1 : 0);
                    break;
            }
        }
    }

    private static void DrawUniform(Tensor target, Tensor weight, Generator generator)
    {
        double bound = 1 / Math.Sqrt(weight.numel() / weight.size(0));
        target.copy_(empty(target.shape, ScalarType.Float32, CPU).uniform_(-bound, bound, generator));
    }
}
