namespace CompactCnn.Examples.Models;

/// <summary>RegNetX-400MF (Radosavovic et al., CVPR 2020), for ImageNet.</summary>
[CompactModel(channels: 3, height: 224, width: 224, Coupling = Coupling.Shared, Name = "regnet-x-400mf",
    Summary = "RegNetX-400MF, for ImageNet")]
[Conv(32, Stride = 2)]
[Bottleneck(32, Stride = 2, Expansion = 1, GroupWidth = 16)]
[Bottleneck(64, Stride = 2, Repeat = 2, Expansion = 1, GroupWidth = 16)]
[Bottleneck(160, Stride = 2, Repeat = 7, Expansion = 1, GroupWidth = 16)]
[Bottleneck(400, Stride = 2, Repeat = 12, Expansion = 1, GroupWidth = 16)]
[GlobalPool, Linear(1000)]
public sealed partial class RegNetX400MF;
