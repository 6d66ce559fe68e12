namespace CompactCnn;

/// <summary>
/// A block of MobileNetV2 (Sandler et al., CVPR 2018), MobileNetV3, MnasNet and EfficientNet: a 1x1 convolution to more channels, a
/// depthwise one, both with an activation, a squeeze-and-excite where one is stated, and a 1x1 convolution without activation; the
/// input is added where the shape stays. Its members are called <c>Block1Expand</c>, <c>Block1Depthwise</c>, <c>Block1Pool</c>,
/// <c>Block1Squeeze</c>, <c>Block1Excite</c>, <c>Block1Multiply</c>, <c>Block1Project</c>.
/// </summary>
/// <param name="outChannels">Output channels.</param>
/// <param name="expansion">
/// How many times as many channels it has inside as it reads. As many inside as it reads: the first convolution is left out.
/// </param>
public sealed class InvertedResidualAttribute(int outChannels, int expansion = 1) : LayerAttribute
{
    /// <summary>Output channels.</summary>
    public int OutChannels { get; } = outChannels;

    /// <summary>How many times as many channels it has inside as it reads.</summary>
    public int Expansion { get; } = expansion;

    /// <summary>Stride of the depthwise convolution, in the first of several blocks. Default 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Channels inside, instead of a multiple of those that it reads. Absent: by <see cref="Expansion"/>.</summary>
    public int Expanded { get; set; }

    /// <summary>Height and width of the depthwise convolution's kernel, an odd number. Default 3.</summary>
    public int Kernel { get; set; } = 3;

    /// <summary>The activation behind the first two convolutions. Default <see cref="CompactCnn.Activation.ReLU6"/>.</summary>
    public Activation Activation { get; set; } = Activation.ReLU6;

    /// <summary>Channels between the convolutions of a squeeze-and-excite. Absent: by <see cref="SqueezeReduction"/>, or there is none.</summary>
    public int SqueezeChannels { get; set; }

    /// <summary>What divides channels into those of the squeeze-and-excite. Absent: as <see cref="SqueezeChannels"/> says, or there is none.</summary>
    public int SqueezeReduction { get; set; }

    /// <summary>Which channels <see cref="SqueezeReduction"/> divides. Default <see cref="CompactCnn.SqueezeOf.Input"/>.</summary>
    public SqueezeOf SqueezeOf { get; set; }

    /// <inheritdoc cref="SqueezeExciteAttribute.Activation"/>
    public Activation SqueezeActivation { get; set; } = Activation.ReLU;

    /// <inheritdoc cref="SqueezeExciteAttribute.Gate"/>
    public Activation SqueezeGate { get; set; } = Activation.Sigmoid;

    /// <inheritdoc cref="BasicBlockAttribute.Repeat"/>
    public int Repeat { get; set; } = 1;

    /// <inheritdoc cref="BasicBlockAttribute.StochasticDepth"/>
    public double StochasticDepth { get; set; }

    /// <inheritdoc cref="AddAttribute.Coupling"/>
    public Coupling Coupling { get; set; }

    /// <inheritdoc cref="BasicBlockAttribute.Prunable"/>
    public bool Prunable { get; set; } = true;
}
