using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// Gives every parameter and statistic of a network a value that hides nothing: at their initial values (beta 0, gamma
/// 1, mean 0, variance 1) a channel that leaks through its norm goes unseen.
/// </summary>
internal static class Randomization
{
    public static TNetwork Randomized<TNetwork>(this TNetwork network, long seed)
        where TNetwork : Network
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed, CPU);
        foreach (TensorSlot slot in NetworkTensors.Slots(network))
        {
            Tensor tensor = slot.Read();
            Tensor normal = randn(tensor.shape, ScalarType.Float64, generator: generator);
            Tensor uniform = rand(tensor.shape, ScalarType.Float64, generator: generator);
            string part = slot.Name[(slot.Name.LastIndexOf('.') + 1)..];
            tensor.copy_(part switch
            {
                "weight" when tensor.dim() > 1 => normal * Math.Sqrt(2.0 * tensor.size(0) / tensor.numel()),
                "weight" => (uniform + 0.5) * normal.sign(),
                "running_mean" => normal * 0.3,
                "running_var" => (uniform * 1.5) + 0.5,
                "num_batches_tracked" => uniform.fill_(7),
                _ => normal * 0.5,
            });
        }

        return network;
    }

    /// <summary>The network in float64.</summary>
    public static TNetwork InDoubles<TNetwork>(this TNetwork network)
        where TNetwork : Network
    {
        network.to(ScalarType.Float64);
        return network;
    }

    /// <summary>Sets the mode, but leaves dropout out: its masks have no counterpart in another network.</summary>
    public static TNetwork WithoutDropout<TNetwork>(this TNetwork network, bool training)
        where TNetwork : Network
    {
        network.train(training);
        foreach (nn.Module dropout in network.children().Where(layer => layer is Dropout or Dropout2d or StochasticDepth))
        {
            dropout.eval();
        }

        return network;
    }
}
