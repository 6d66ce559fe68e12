namespace CompactCnn;

/// <summary>
/// A residual block of two 3x3 convolutions (He et al., CVPR 2016). Its shortcut is a 1x1 convolution where the shape
/// changes, and nothing elsewhere. Its members are called <c>Block1Conv1</c>, <c>Block1Conv2</c>, <c>Block1Shortcut</c>.
/// </summary>
/// <param name="outChannels">Output channels.</param>
public sealed class BasicBlockAttribute(int outChannels) : LayerAttribute
{
    /// <summary>Output channels.</summary>
    public int OutChannels { get; } = outChannels;

    /// <summary>Stride of the first convolution, in the first of several blocks. Default 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>How many such blocks follow each other. Default 1.</summary>
    public int Repeat { get; set; } = 1;

    /// <summary>How many times as many channels the block makes as lie between its convolutions. Default 1.</summary>
    public int Expansion { get; set; } = 1;

    /// <summary>
    /// Probability that an image takes the shortcut alone while training, as by <see cref="StochasticDepthAttribute"/>; nothing where
    /// nothing is added. Default 0.
    /// </summary>
    public double StochasticDepth { get; set; }

    /// <inheritdoc cref="AddAttribute.Coupling"/>
    public Coupling Coupling { get; set; }

    /// <summary>Whether the block's output channels may be dropped; those between its convolutions always may. Default true.</summary>
    public bool Prunable { get; set; } = true;
}
