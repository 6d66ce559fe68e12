namespace CompactCnn.Models;

/// <summary>
/// Strides, dilation, even and 1x1 and 5x5 kernels, overlapping and padded pools, biases in front of norms, a group of
/// one channel, images that are not square.
/// </summary>
[CompactModel(channels: 2, height: 19, width: 14)]
[Conv(6, Kernel = 5, Bias = true), Pool(Kind = PoolKind.Average, Kernel = 3, Stride = 2, Padding = 1)]
[Conv(8, Kernel = 4, Padding = 2, Stride = 2), Conv(7, Kernel = 1, Bias = true), Conv(6, Dilation = 2)]
[Pool(Kernel = 3, Stride = 2, Padding = 1), Conv(1, Kernel = 1), Conv(5, Kernel = 2, Padding = 0, Norm = Norm.None)]
[Linear(4)]
public sealed partial class Geometry;
