namespace CompactCnn;

/// <summary>What counts as a multiply-accumulate (MAC). Tables of different conventions cannot be compared.</summary>
public enum CostConvention
{
    /// <summary>
    /// The multiply-accumulates of convolutions and linear layers and nothing else, as fvcore and torchvision's tables
    /// count.
    /// </summary>
    Macs,

    /// <summary>
    /// As ptflops and Torch-Pruning count: these, 1 for each element that a bias is added to, 2 for each element of a
    /// norm, 1 for each element of a ReLU, ReLU6, LeakyReLU, ELU or GELU, and 1 for each element that a pool reads.
    /// </summary>
    Ptflops,
}
