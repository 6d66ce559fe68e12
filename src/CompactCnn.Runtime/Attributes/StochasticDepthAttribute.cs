namespace CompactCnn;

/// <summary>
/// Sets all that an image has here to zero at random while training, and scales the others by <c>1 / (1 - p)</c> (Huang et al.,
/// ECCV 2016). At the end of a residual branch, before its <see cref="AddAttribute"/>: the image then takes the shortcut alone.
/// </summary>
/// <param name="probability">Probability of an image to be zeroed, 0 or more and below 1.</param>
public sealed class StochasticDepthAttribute(double probability) : LayerAttribute
{
    /// <summary>Probability of an image to be zeroed.</summary>
    public double Probability { get; } = probability;
}
