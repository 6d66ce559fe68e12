namespace CompactCnn;

/// <summary>A two-dimensional convolution, followed by its norm and its activation.</summary>
/// <param name="outChannels">Output channels (1 or more). They are one channel group.</param>
public sealed class ConvAttribute(int outChannels) : LayerAttribute
{
    /// <summary>Output channels.</summary>
    public int OutChannels { get; } = outChannels;

    /// <summary>Height and width of the kernel. Default 3. <see cref="KernelHeight"/> and <see cref="KernelWidth"/> go before it.</summary>
    public int Kernel { get; set; } = 3;

    /// <summary>Stride in both directions. Default 1. <see cref="StrideHeight"/> and <see cref="StrideWidth"/> go before it.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>
    /// Zeros added on each side. Absent: "same", <c>Dilation * (Kernel - 1) / 2</c>; an even kernel must state it.
    /// </summary>
    public int Padding { get; set; }

    /// <summary>Distance between kernel elements. Default 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Height of the kernel. Absent: <see cref="Kernel"/>.</summary>
    public int KernelHeight { get; set; }

    /// <summary>Width of the kernel. Absent: <see cref="Kernel"/>.</summary>
    public int KernelWidth { get; set; }

    /// <summary>Stride from row to row. Absent: <see cref="Stride"/>.</summary>
    public int StrideHeight { get; set; }

    /// <summary>Stride from column to column. Absent: <see cref="Stride"/>.</summary>
    public int StrideWidth { get; set; }

    /// <summary>Zeros added above and below. Absent: <see cref="Padding"/>, or "same" for the kernel's height.</summary>
    public int PaddingHeight { get; set; }

    /// <summary>Zeros added on the left and the right. Absent: <see cref="Padding"/>, or "same" for the kernel's width.</summary>
    public int PaddingWidth { get; set; }

    /// <summary>Distance between the kernel's rows. Absent: <see cref="Dilation"/>.</summary>
    public int DilationHeight { get; set; }

    /// <summary>Distance between the kernel's columns. Absent: <see cref="Dilation"/>.</summary>
    public int DilationWidth { get; set; }

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
