namespace CompactCnn;

/// <summary>A pooling layer. By default the maximum over 2x2 windows, at stride 2.</summary>
public sealed class PoolAttribute : LayerAttribute
{
    /// <summary>What is taken of each window. Default <see cref="PoolKind.Max"/>.</summary>
    public PoolKind Kind { get; set; } = PoolKind.Max;

    /// <summary>Height and width of the window. Default 2.</summary>
    public int Kernel { get; set; } = 2;

    /// <summary>Stride in both directions. Absent: the window's size.</summary>
    public int Stride { get; set; }

    /// <summary>Padding on each side, at most half of the window. Default 0.</summary>
    public int Padding { get; set; }

    /// <summary>Height of the window. Absent: <see cref="Kernel"/>.</summary>
    public int KernelHeight { get; set; }

    /// <summary>Width of the window. Absent: <see cref="Kernel"/>.</summary>
    public int KernelWidth { get; set; }

    /// <summary>Stride from row to row. Absent: <see cref="Stride"/>, or the window's height.</summary>
    public int StrideHeight { get; set; }

    /// <summary>Stride from column to column. Absent: <see cref="Stride"/>, or the window's width.</summary>
    public int StrideWidth { get; set; }

    /// <summary>Padding above and below. Absent: <see cref="Padding"/>.</summary>
    public int PaddingHeight { get; set; }

    /// <summary>Padding on the left and the right. Absent: <see cref="Padding"/>.</summary>
    public int PaddingWidth { get; set; }

    /// <summary>
    /// Whether a last window may reach over the end of the padded input; it must begin before it. What lies over the end is
    /// never the maximum, and no mean counts it. Default false.
    /// </summary>
    public bool Ceil { get; set; }
}

/// <summary>What a pooling layer takes of each window.</summary>
public enum PoolKind
{
    /// <summary>The maximum.</summary>
    Max,

    /// <summary>The mean; zeros of the padding count.</summary>
    Average,
}
