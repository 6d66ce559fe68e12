using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Where numbers ceased to be finite: looked for only once they have.</summary>
internal static class Divergence
{
    /// <summary>The first place, in execution order, that holds NaN or infinity.</summary>
    /// <param name="network">The network that was executed.</param>
    /// <param name="images">What it was given.</param>
    /// <param name="logits">What it gave.</param>
    public static string Place(Network network, Tensor images, Tensor logits)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        if (!IsFinite(images))
        {
            return "the images";
        }

        // A norm's running statistics tell of its input: they hold what the layer before it gave.
        TensorSlot? slot = NetworkTensors.Slots(network).FirstOrDefault(slot => !IsFinite(slot.Read()));
        return slot is not null ? $"'{slot.Name}'"
            : IsFinite(logits) ? "the loss function"
            : $"the output of '{network.Structure.Operations[^1].Name}'";
    }

    private static bool IsFinite(Tensor values) => !values.is_floating_point() || values.isfinite().all().item<bool>();
}
