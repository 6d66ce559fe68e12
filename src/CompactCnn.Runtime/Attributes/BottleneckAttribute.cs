namespace CompactCnn;

/// <summary>
/// A residual block of a 1x1, a 3x3 (which has the stride) and a 1x1 convolution (He et al., CVPR 2016). Its shortcut is a
/// 1x1 convolution where the shape changes, and nothing elsewhere. Its members are called <c>Block1Conv1</c>, ...,
/// <c>Block1Conv3</c>, <c>Block1Shortcut</c>, and those of a squeeze-and-excite as in <see cref="InvertedResidualAttribute"/>. With
/// <see cref="Groups"/> it is ResNeXt's block, with <see cref="GroupWidth"/> and an expansion of 1 RegNet's.
/// </summary>
/// <param name="outChannels">Output channels; a multiple of <see cref="Expansion"/>.</param>
public sealed class BottleneckAttribute(int outChannels) : LayerAttribute
{
    /// <summary>Output channels.</summary>
    public int OutChannels { get; } = outChannels;

    /// <summary>Stride of the 3x3 convolution, in the first of several blocks. Default 1.</summary>
    public int Stride { get; set; } = 1;

    /// <inheritdoc cref="BasicBlockAttribute.Repeat"/>
    public int Repeat { get; set; } = 1;

    /// <summary>How many times as many channels the block makes as its 3x3 convolution has. Default 4.</summary>
    public int Expansion { get; set; } = 4;

    /// <summary>Convolution groups of the 3x3 convolution. Absent: by <see cref="GroupWidth"/>, or 1.</summary>
    public int Groups { get; set; }

    /// <summary>Channels of each convolution group, instead of their number. Absent: by <see cref="Groups"/>.</summary>
    public int GroupWidth { get; set; }

    /// <inheritdoc cref="InvertedResidualAttribute.SqueezeChannels"/>
    public int SqueezeChannels { get; set; }

    /// <inheritdoc cref="InvertedResidualAttribute.SqueezeReduction"/>
    public int SqueezeReduction { get; set; }

    /// <inheritdoc cref="InvertedResidualAttribute.SqueezeOf"/>
    public SqueezeOf SqueezeOf { get; set; }

    /// <inheritdoc cref="SqueezeExciteAttribute.Activation"/>
    public Activation SqueezeActivation { get; set; } = Activation.ReLU;

    /// <inheritdoc cref="SqueezeExciteAttribute.Gate"/>
    public Activation SqueezeGate { get; set; } = Activation.Sigmoid;

    /// <inheritdoc cref="BasicBlockAttribute.StochasticDepth"/>
    public double StochasticDepth { get; set; }

    /// <inheritdoc cref="AddAttribute.Coupling"/>
    public Coupling Coupling { get; set; }

    /// <inheritdoc cref="BasicBlockAttribute.Prunable"/>
    public bool Prunable { get; set; } = true;
}
