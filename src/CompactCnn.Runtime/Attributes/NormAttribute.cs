namespace CompactCnn;

/// <summary>A stand-alone batch norm, for networks that normalise before a convolution.</summary>
public sealed class NormAttribute : LayerAttribute;

/// <summary>The norm that follows a layer. Only norms that work channel by channel can be sliced.</summary>
public enum Norm
{
    /// <summary>No norm.</summary>
    None,

    /// <summary>Batch norm with learned scale and shift.</summary>
    Batch,
}
