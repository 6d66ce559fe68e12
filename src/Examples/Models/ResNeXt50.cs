namespace CompactCnn.Examples.Models;

/// <summary>ResNeXt-50 of 32 groups of 4 channels (Xie et al., CVPR 2017), for ImageNet.</summary>
[CompactModel(channels: 3, height: 224, width: 224, Coupling = Coupling.Shared, Name = "resnext50-32x4d",
    Summary = "ResNeXt-50 32x4d, for ImageNet")]
[Conv(64, Kernel = 7, Stride = 2), Pool(Kernel = 3, Stride = 2, Padding = 1)]
[Bottleneck(256, Repeat = 3, Expansion = 2, Groups = 32)]
[Bottleneck(512, Stride = 2, Repeat = 4, Expansion = 2, Groups = 32)]
[Bottleneck(1024, Stride = 2, Repeat = 6, Expansion = 2, Groups = 32)]
[Bottleneck(2048, Stride = 2, Repeat = 3, Expansion = 2, Groups = 32)]
[GlobalPool, Linear(1000)]
public sealed partial class ResNeXt50;
