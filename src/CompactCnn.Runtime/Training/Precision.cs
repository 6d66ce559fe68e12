namespace CompactCnn;

/// <summary>In which numbers a training step computes. Parameters, gradients as the optimizer sees them, its state and the norms are float32 in any case.</summary>
public enum Precision
{
    /// <summary>float32 throughout.</summary>
    Float32,

    /// <summary>
    /// Feature maps, and copies of the weights that each step makes anew, in bfloat16: the range of float32 with 8 bits of
    /// precision, so that no loss is scaled. For processors that multiply
    /// bfloat16; others emulate it.
    /// </summary>
    BFloat16,
}
