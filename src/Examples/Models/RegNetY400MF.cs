namespace CompactCnn.Examples.Models;

/// <summary>RegNetY-400MF (Radosavovic et al., CVPR 2020), for ImageNet.</summary>
[CompactModel(channels: 3, height: 224, width: 224, Coupling = Coupling.Shared, Name = "regnet-y-400mf",
    Summary = "RegNetY-400MF, for ImageNet")]
[Conv(32, Stride = 2)]
[Bottleneck(48, Stride = 2, Expansion = 1, GroupWidth = 8, SqueezeReduction = 4)]
[Bottleneck(104, Stride = 2, Repeat = 3, Expansion = 1, GroupWidth = 8, SqueezeReduction = 4)]
[Bottleneck(208, Stride = 2, Repeat = 6, Expansion = 1, GroupWidth = 8, SqueezeReduction = 4)]
[Bottleneck(440, Stride = 2, Repeat = 6, Expansion = 1, GroupWidth = 8, SqueezeReduction = 4)]
[GlobalPool, Linear(1000)]
public sealed partial class RegNetY400MF;
