namespace CompactCnn.Examples.Models;

/// <summary>ResNet-50 (He et al., CVPR 2016) with the stride in the 3x3 convolutions, for ImageNet.</summary>
[CompactModel(channels: 3, height: 224, width: 224, Coupling = Coupling.Shared, Summary = "ResNet-50, for ImageNet")]
[Conv(64, Kernel = 7, Stride = 2), Pool(Kernel = 3, Stride = 2, Padding = 1)]
[Bottleneck(256, Repeat = 3)]
[Bottleneck(512, Stride = 2, Repeat = 4)]
[Bottleneck(1024, Stride = 2, Repeat = 6)]
[Bottleneck(2048, Stride = 2, Repeat = 3)]
[GlobalPool, Linear(1000)]
public sealed partial class ResNet50;
