using static CompactCnn.Activation;

namespace CompactCnn.Examples.Models;

/// <summary>EfficientNet with fewer strides, blocks and channels, for 32x32 images: small enough to train on a processor.</summary>
[CompactModel(channels: 3, height: 32, width: 32, Coupling = Coupling.Shared, Name = "efficientnet-small-cifar10",
    Summary = "A smaller EfficientNet, for CIFAR-10")]
[Conv(16, Activation = SiLU)]
[InvertedResidual(16, Activation = SiLU, SqueezeReduction = 4, SqueezeActivation = SiLU)]
[InvertedResidual(24, 4, Stride = 2, Repeat = 2, Activation = SiLU, SqueezeReduction = 4, SqueezeActivation = SiLU)]
[InvertedResidual(40, 4, Stride = 2, Repeat = 2, Kernel = 5, Activation = SiLU, SqueezeReduction = 4, SqueezeActivation = SiLU)]
[InvertedResidual(64, 4, Stride = 2, Repeat = 2, Activation = SiLU, SqueezeReduction = 4, SqueezeActivation = SiLU)]
[Conv(256, Kernel = 1, Activation = SiLU), GlobalPool, Dropout(0.2), Linear(10)]
public sealed partial class EfficientNetSmallCifar10;
