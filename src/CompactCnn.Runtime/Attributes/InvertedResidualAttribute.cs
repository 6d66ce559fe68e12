namespace CompactCnn;

/// <summary>
/// A MobileNetV2 block (Sandler et al., CVPR 2018): a 1x1 convolution to more channels, a depthwise 3x3 one, both with
/// ReLU6, and a 1x1 one without activation; the input is added where the shape stays. Its members are called
/// <c>Block1Expand</c>, <c>Block1Depthwise</c>, <c>Block1Project</c>.
/// </summary>
/// <param name="outChannels">Output channels.</param>
/// <param name="expansion">How many times as many channels it has inside as it reads; 1: the first convolution is left out.</param>
public sealed class InvertedResidualAttribute(int outChannels, int expansion) : LayerAttribute
{
    /// <summary>Output channels.</summary>
    public int OutChannels { get; } = outChannels;

    /// <summary>How many times as many channels it has inside as it reads.</summary>
    public int Expansion { get; } = expansion;

    /// <summary>Stride of the depthwise convolution, in the first of several blocks. Default 1.</summary>
    public int Stride { get; set; } = 1;

    /// <inheritdoc cref="BasicBlockAttribute.Repeat"/>
    public int Repeat { get; set; } = 1;

    /// <inheritdoc cref="AddAttribute.Coupling"/>
    public Coupling Coupling { get; set; }

    /// <inheritdoc cref="BasicBlockAttribute.Prunable"/>
    public bool Prunable { get; set; } = true;
}
