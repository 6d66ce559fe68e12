namespace CompactCnn.Examples.Models;

/// <summary>ResNet-34 (He et al., CVPR 2016), for ImageNet.</summary>
[CompactModel(channels: 3, height: 224, width: 224, Coupling = Coupling.Shared, Summary = "ResNet-34, for ImageNet")]
[Conv(64, Kernel = 7, Stride = 2), Pool(Kernel = 3, Stride = 2, Padding = 1)]
[BasicBlock(64, Repeat = 3)]
[BasicBlock(128, Stride = 2, Repeat = 4)]
[BasicBlock(256, Stride = 2, Repeat = 6)]
[BasicBlock(512, Stride = 2, Repeat = 3)]
[GlobalPool, Linear(1000)]
public sealed partial class ResNet34;
