namespace CompactCnn.Examples.Models;

/// <summary>ResNet-18 (He et al., CVPR 2016), for ImageNet.</summary>
[CompactModel(channels: 3, height: 224, width: 224, Coupling = Coupling.Shared, Summary = "ResNet-18, for ImageNet")]
[Conv(64, Kernel = 7, Stride = 2), Pool(Kernel = 3, Stride = 2, Padding = 1)]
[BasicBlock(64, Repeat = 2)]
[BasicBlock(128, Stride = 2, Repeat = 2)]
[BasicBlock(256, Stride = 2, Repeat = 2)]
[BasicBlock(512, Stride = 2, Repeat = 2)]
[GlobalPool, Linear(1000)]
public sealed partial class ResNet18;
