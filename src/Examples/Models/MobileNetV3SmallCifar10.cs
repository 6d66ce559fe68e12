using static CompactCnn.Activation;
using static CompactCnn.SqueezeOf;

namespace CompactCnn.Examples.Models;

/// <summary>MobileNetV3-Small with fewer strides, blocks and channels, for 32x32 images: small enough to train on a processor.</summary>
[CompactModel(channels: 3, height: 32, width: 32, Coupling = Coupling.Shared, Name = "mobilenet-v3-small-cifar10",
    Summary = "A smaller MobileNetV3-Small, for CIFAR-10")]
[Conv(16, Activation = HardSwish)]
[InvertedResidual(16, Stride = 2, Activation = ReLU, SqueezeReduction = 4, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[InvertedResidual(24, Expanded = 72, Activation = ReLU)]
[InvertedResidual(24, Expanded = 88, Activation = ReLU)]
[InvertedResidual(40, Expanded = 96, Kernel = 5, Stride = 2, Activation = HardSwish,
    SqueezeReduction = 4, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[InvertedResidual(40, Expanded = 160, Kernel = 5, Activation = HardSwish,
    SqueezeReduction = 4, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[InvertedResidual(64, Expanded = 160, Kernel = 5, Stride = 2, Activation = HardSwish,
    SqueezeReduction = 4, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[InvertedResidual(64, Expanded = 256, Kernel = 5, Activation = HardSwish,
    SqueezeReduction = 4, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[Conv(256, Kernel = 1, Activation = HardSwish), GlobalPool, Linear(256, Activation = HardSwish), Dropout(0.2), Linear(10)]
public sealed partial class MobileNetV3SmallCifar10;
