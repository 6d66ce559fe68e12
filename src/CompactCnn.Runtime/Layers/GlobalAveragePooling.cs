using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// The average of each feature map, as PyTorch's <c>AdaptiveAvgPool2d(1)</c>. Maps that lie pixel by pixel (channels last) in the
/// host's memory are averaged by vectors of the processor, and their gradient is made in that order too: the library makes
/// it map by map, several times slower, and has to rearrange it for the layer before.
/// </summary>
public sealed class GlobalAveragePooling : nn.Module<Tensor, Tensor>
{
    private readonly BackwardGuard _backward = new();

    /// <summary>Makes the layer.</summary>
    public GlobalAveragePooling()
        : base(TorchLibrary.Before(nameof(GlobalAveragePooling)))
    {
    }

    /// <summary>Averages.</summary>
    /// <param name="input">Feature maps [batch, channels, height, width].</param>
    /// <returns>The average of each map, [batch, channels, 1, 1].</returns>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _backward.ThrowIfFailed();
        return PixelAverages.Applies(input) ? PixelAveraging.Apply(input, _backward) : nn.functional.adaptive_avg_pool2d(input, 1);
    }
}
