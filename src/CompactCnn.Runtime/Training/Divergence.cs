using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Where numbers ceased to be finite: looked for only once they have.</summary>
internal static class Divergence
{
    /// <summary>The first place, in execution order, that holds NaN or infinity.</summary>
    /// <param name="network">The network that was executed.</param>
    /// <param name="logits">What it gave.</param>
    public static string Place(Network network, Tensor logits)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        // A norm's running statistics tell of its input: they hold what the layer before it gave.
        TensorSlot? slot = NetworkTensors.Slots(network).FirstOrDefault(slot => !FiniteImages.IsFinite(slot.Read()));
        return slot is not null ? $"'{slot.Name}'"
            : FiniteImages.IsFinite(logits) ? "the loss function"
            : $"the output of '{network.Structure.Operations[^1].Name}'";
    }
}
