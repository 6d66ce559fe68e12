namespace CompactCnn;

/// <summary>
/// Multiplies each channel of feature maps by a parameter of its own, small at first, at the end of a residual branch (Touvron et al.,
/// ICCV 2021), as in ConvNeXt. The parameters are sliced with the channels.
/// </summary>
public sealed class LayerScaleAttribute : LayerAttribute
{
    /// <summary>The parameters' initial value. Default 1e-6.</summary>
    public double Initial { get; set; } = 1e-6;
}
