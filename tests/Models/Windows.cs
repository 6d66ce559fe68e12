namespace CompactCnn.Models;

/// <summary>
/// Windows by axis: kernels, strides, dilation and padding that differ in height and width, pools whose last window reaches
/// over the end, with padding and without, and pools to a size that does not divide.
/// </summary>
[CompactModel(channels: 2, height: 12, width: 17)]
[Conv(6, KernelHeight = 1, KernelWidth = 5), Conv(6, KernelWidth = 1, StrideWidth = 2, PaddingHeight = 2)]
[Pool(Kernel = 3, Stride = 2, Ceil = true), DepthwiseConv(KernelHeight = 1, DilationWidth = 2)]
[Pool(Kind = PoolKind.Average, Kernel = 3, StrideWidth = 1, Padding = 1, Ceil = true)]
[Conv(5, KernelHeight = 2, Padding = 1, PaddingWidth = 0, Groups = 1), Pool(Kind = PoolKind.Average, KernelHeight = 2, KernelWidth = 1, Ceil = true)]
[AdaptivePool(2, 3), Conv(5, Kernel = 1), Linear(4)]
public sealed partial class Windows;
