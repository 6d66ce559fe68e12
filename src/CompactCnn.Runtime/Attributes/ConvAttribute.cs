namespace CompactCnn;

/// <summary>A two-dimensional convolution, followed by its norm and its activation.</summary>
/// <param name="outChannels">Output channels (1 or more). They are one channel group.</param>
public sealed class ConvAttribute(int outChannels) : LayerAttribute
{
    /// <summary>Output channels.</summary>
    public int OutChannels { get; } = outChannels;

    /// <summary>Height and width of the kernel. Default 3.</summary>
    public int Kernel { get; set; } = 3;

    /// <summary>Stride in both directions. Default 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>
    /// Zeros added on each side. Absent: "same", <c>Dilation * (Kernel - 1) / 2</c>; an even kernel must state it.
    /// </summary>
    public int Padding { get; set; }

    /// <summary>Distance between kernel elements. Default 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>
    /// Convolution groups: as many convolutions side by side, each of its own part of the input channels, into which the
    /// output channels are divided alike. It divides both. The groups stay equally wide when channels are dropped, so
    /// that channels at equal positions of all groups are kept or dropped together. Default 1.
    /// </summary>
    public int Groups { get; set; } = 1;

    /// <summary>The norm after the convolution. Default <see cref="CompactCnn.Norm.Batch"/>.</summary>
    public Norm Norm { get; set; } = Norm.Batch;

    /// <summary>The activation after the norm. Default <see cref="CompactCnn.Activation.ReLU"/>.</summary>
    public Activation Activation { get; set; } = Activation.ReLU;

    /// <summary>Whether the convolution has a bias. Absent: only where no norm follows.</summary>
    public bool Bias { get; set; }

    /// <summary>Whether channels of this layer may be dropped. Default true.</summary>
    public bool Prunable { get; set; } = true;
}
