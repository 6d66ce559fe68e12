using static CompactCnn.Activation;

namespace CompactCnn.Examples.Models;

/// <summary>EfficientNet-B0 (Tan and Le, ICML 2019), for ImageNet.</summary>
[CompactModel(channels: 3, height: 224, width: 224, Coupling = Coupling.Shared, Name = "efficientnet-b0",
    Summary = "EfficientNet-B0, for ImageNet")]
[Conv(32, Stride = 2, Activation = SiLU)]
[InvertedResidual(16, Activation = SiLU, SqueezeReduction = 4, SqueezeActivation = SiLU)]
[InvertedResidual(24, 6, Stride = 2, Repeat = 2, Activation = SiLU, SqueezeReduction = 4, SqueezeActivation = SiLU)]
[InvertedResidual(40, 6, Stride = 2, Repeat = 2, Kernel = 5, Activation = SiLU, SqueezeReduction = 4, SqueezeActivation = SiLU)]
[InvertedResidual(80, 6, Stride = 2, Repeat = 3, Activation = SiLU, SqueezeReduction = 4, SqueezeActivation = SiLU)]
[InvertedResidual(112, 6, Repeat = 3, Kernel = 5, Activation = SiLU, SqueezeReduction = 4, SqueezeActivation = SiLU)]
[InvertedResidual(192, 6, Stride = 2, Repeat = 4, Kernel = 5, Activation = SiLU, SqueezeReduction = 4, SqueezeActivation = SiLU)]
[InvertedResidual(320, 6, Activation = SiLU, SqueezeReduction = 4, SqueezeActivation = SiLU)]
[Conv(1280, Kernel = 1, Activation = SiLU), GlobalPool, Dropout(0.2), Linear(1000)]
public sealed partial class EfficientNetB0;
