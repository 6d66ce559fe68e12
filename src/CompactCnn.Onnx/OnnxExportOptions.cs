namespace CompactCnn;

/// <summary>How a network is written as ONNX.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>
    /// Whether batch norms behind convolutions and linear layers are folded into them, which changes an answer by rounding
    /// only. Default true.
    /// </summary>
    public bool FoldNorms { get; init; } = true;

    /// <summary>How the network is written in 8-bit integers; null: in float32. Norms are folded then. Default null.</summary>
    public StaticQuantization? Quantization { get; init; }
}
