namespace CompactCnn.Models;

/// <summary>A signal of 8 channels over time: images of one row, whose kernels have one row too.</summary>
[CompactModel(channels: 8, height: 1, width: 48)]
[Conv(8, KernelHeight = 1, KernelWidth = 7), Pool(KernelHeight = 1), DepthwiseConv(KernelHeight = 1, KernelWidth = 5)]
[Conv(12, KernelHeight = 1, StrideWidth = 2), Pool(KernelHeight = 1, KernelWidth = 3, StrideWidth = 2, Ceil = true)]
[Conv(6, KernelHeight = 1, DilationWidth = 2), AdaptivePool(1, 4), Linear(5)]
public sealed partial class Signal;
