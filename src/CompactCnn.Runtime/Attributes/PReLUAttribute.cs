namespace CompactCnn;

/// <summary>
/// An activation with a parameter for each channel (He et al., ICCV 2015): <c>x</c> where positive, the channel's slope times
/// <c>x</c> elsewhere. The slopes are sliced with the channels.
/// </summary>
public sealed class PReLUAttribute : LayerAttribute
{
    /// <summary>The slopes' initial value. Default 0.25.</summary>
    public double Initial { get; set; } = 0.25;
}
