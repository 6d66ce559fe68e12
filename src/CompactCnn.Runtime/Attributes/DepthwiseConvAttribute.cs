namespace CompactCnn;

/// <summary>
/// A convolution of one filter for each channel, followed by its norm and its activation. It makes no new channels: a
/// filter is kept or dropped with the channel that it reads.
/// </summary>
public sealed class DepthwiseConvAttribute : LayerAttribute
{
    /// <inheritdoc cref="ConvAttribute.Kernel"/>
    public int Kernel { get; set; } = 3;

    /// <inheritdoc cref="ConvAttribute.Stride"/>
    public int Stride { get; set; } = 1;

    /// <inheritdoc cref="ConvAttribute.Padding"/>
    public int Padding { get; set; }

    /// <inheritdoc cref="ConvAttribute.Dilation"/>
    public int Dilation { get; set; } = 1;

    /// <inheritdoc cref="ConvAttribute.KernelHeight"/>
    public int KernelHeight { get; set; }

    /// <inheritdoc cref="ConvAttribute.KernelWidth"/>
    public int KernelWidth { get; set; }

    /// <inheritdoc cref="ConvAttribute.StrideHeight"/>
    public int StrideHeight { get; set; }

    /// <inheritdoc cref="ConvAttribute.StrideWidth"/>
    public int StrideWidth { get; set; }

    /// <inheritdoc cref="ConvAttribute.PaddingHeight"/>
    public int PaddingHeight { get; set; }

    /// <inheritdoc cref="ConvAttribute.PaddingWidth"/>
    public int PaddingWidth { get; set; }

    /// <inheritdoc cref="ConvAttribute.DilationHeight"/>
    public int DilationHeight { get; set; }

    /// <inheritdoc cref="ConvAttribute.DilationWidth"/>
    public int DilationWidth { get; set; }

    /// <inheritdoc cref="ConvAttribute.Norm"/>
    public Norm Norm { get; set; } = Norm.Batch;

    /// <inheritdoc cref="ConvAttribute.Activation"/>
    public Activation Activation { get; set; } = Activation.ReLU;

    /// <inheritdoc cref="ConvAttribute.Bias"/>
    public bool Bias { get; set; }

    /// <summary>Whether the channels that it reads may be dropped. Default true.</summary>
    public bool Prunable { get; set; } = true;
}
