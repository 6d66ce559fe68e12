namespace CompactCnn;

/// <summary>Sets whole feature maps to zero at random while training, and scales the rest by <c>1 / (1 - p)</c>.</summary>
/// <param name="probability">Probability of a feature map to be zeroed, 0 or more and below 1.</param>
public sealed class DropoutChannelsAttribute(double probability) : LayerAttribute
{
    /// <summary>Probability of a feature map to be zeroed.</summary>
    public double Probability { get; } = probability;
}
