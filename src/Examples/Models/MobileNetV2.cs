namespace CompactCnn.Examples.Models;

/// <summary>MobileNetV2 (Sandler et al., CVPR 2018), for ImageNet.</summary>
[CompactModel(channels: 3, height: 224, width: 224, Coupling = Coupling.Shared, Name = "mobilenetv2",
    Summary = "MobileNetV2, for ImageNet")]
[Conv(32, Stride = 2, Activation = Activation.ReLU6)]
[InvertedResidual(16, 1)]
[InvertedResidual(24, 6, Stride = 2, Repeat = 2)]
[InvertedResidual(32, 6, Stride = 2, Repeat = 3)]
[InvertedResidual(64, 6, Stride = 2, Repeat = 4)]
[InvertedResidual(96, 6, Repeat = 3)]
[InvertedResidual(160, 6, Stride = 2, Repeat = 3)]
[InvertedResidual(320, 6)]
[Conv(1280, Kernel = 1, Activation = Activation.ReLU6), GlobalPool, Dropout(0.2), Linear(1000)]
public sealed partial class MobileNetV2;
