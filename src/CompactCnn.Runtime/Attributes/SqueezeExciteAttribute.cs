namespace CompactCnn;

/// <summary>
/// Squeeze-and-excite (Hu et al., CVPR 2018): multiplies each channel by a factor made of the averages of all. Its members are
/// called <c>SqueezeExcite1Pool</c>, <c>SqueezeExcite1Squeeze</c>, <c>SqueezeExcite1Excite</c> (1x1 convolutions with biases)
/// and <c>SqueezeExcite1Multiply</c>. State <see cref="Channels"/> or <see cref="Reduction"/>.
/// </summary>
public sealed class SqueezeExciteAttribute : LayerAttribute
{
    /// <summary>Channels between the two convolutions, a group of their own. Absent: by <see cref="Reduction"/>.</summary>
    public int Channels { get; set; }

    /// <summary>
    /// As many channels between as it reads, divided by this, rounded down, at least 1. Absent: as <see cref="Channels"/> says.
    /// </summary>
    public int Reduction { get; set; }

    /// <summary>The activation between. Default <see cref="CompactCnn.Activation.ReLU"/>.</summary>
    public Activation Activation { get; set; } = Activation.ReLU;

    /// <summary>
    /// What makes the factors: <see cref="CompactCnn.Activation.Sigmoid"/>, the default, or <see cref="CompactCnn.Activation.HardSigmoid"/>.
    /// </summary>
    public Activation Gate { get; set; } = Activation.Sigmoid;
}

/// <summary>Which channels of a block the reduction of its squeeze-and-excite divides, and how the result is rounded.</summary>
public enum SqueezeOf
{
    /// <summary>Those that the block reads, rounded down, at least 1: EfficientNet's and RegNet's rule.</summary>
    Input,

    /// <summary>
    /// Those that are multiplied, to the nearest multiple of 8, at least 8, the next one where that would be more than a tenth below:
    /// MobileNetV3's rule.
    /// </summary>
    Inner,
}
