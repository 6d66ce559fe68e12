namespace CompactCnn;

/// <summary>Sets elements to zero at random while training, and scales the rest by <c>1 / (1 - p)</c>.</summary>
/// <param name="probability">Probability of an element to be zeroed, 0 or more and below 1.</param>
public sealed class DropoutAttribute(double probability) : LayerAttribute
{
    /// <summary>Probability of an element to be zeroed.</summary>
    public double Probability { get; } = probability;
}
