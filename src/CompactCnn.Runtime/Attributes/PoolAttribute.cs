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
}

/// <summary>What a pooling layer takes of each window.</summary>
public enum PoolKind
{
    /// <summary>The maximum.</summary>
    Max,

    /// <summary>The mean; zeros of the padding count.</summary>
    Average,
}
