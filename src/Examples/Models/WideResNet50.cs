namespace CompactCnn.Examples.Models;

/// <summary>ResNet-50 with twice as many channels inside its blocks (Zagoruyko and Komodakis, BMVC 2016), for ImageNet.</summary>
[CompactModel(channels: 3, height: 224, width: 224, Coupling = Coupling.Shared, Name = "wide-resnet50-2",
    Summary = "Wide ResNet-50-2, for ImageNet")]
[Conv(64, Kernel = 7, Stride = 2), Pool(Kernel = 3, Stride = 2, Padding = 1)]
[Bottleneck(256, Repeat = 3, Expansion = 2)]
[Bottleneck(512, Stride = 2, Repeat = 4, Expansion = 2)]
[Bottleneck(1024, Stride = 2, Repeat = 6, Expansion = 2)]
[Bottleneck(2048, Stride = 2, Repeat = 3, Expansion = 2)]
[GlobalPool, Linear(1000)]
public sealed partial class WideResNet50;
