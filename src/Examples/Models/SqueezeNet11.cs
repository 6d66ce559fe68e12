namespace CompactCnn.Examples.Models;

/// <summary>SqueezeNet 1.1 (Iandola et al., 2016), for ImageNet: the channels of the last convolution are the classes.</summary>
[CompactModel(channels: 3, height: 224, width: 224, Name = "squeezenet1-1", Summary = "SqueezeNet 1.1, for ImageNet")]
[Conv(64, Stride = 2, Padding = 0, Norm = Norm.None), Pool(Kernel = 3, Stride = 2)]
[Fire(128, 16, Repeat = 2), Pool(Kernel = 3, Stride = 2)]
[Fire(256, 32, Repeat = 2), Pool(Kernel = 3, Stride = 2)]
[Fire(384, 48, Repeat = 2), Fire(512, 64, Repeat = 2)]
[Dropout(0.5), Conv(1000, Kernel = 1, Norm = Norm.None), GlobalPool]
public sealed partial class SqueezeNet11;
