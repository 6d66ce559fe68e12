using static CompactCnn.Activation;
using static CompactCnn.SqueezeOf;

namespace CompactCnn.Examples.Models;

/// <summary>MobileNetV3-Large (Howard et al., ICCV 2019), for ImageNet.</summary>
[CompactModel(channels: 3, height: 224, width: 224, Coupling = Coupling.Shared, Name = "mobilenet-v3-large",
    Summary = "MobileNetV3-Large, for ImageNet")]
[Conv(16, Stride = 2, Activation = HardSwish)]
[InvertedResidual(16, Activation = ReLU)]
[InvertedResidual(24, Expanded = 64, Stride = 2, Activation = ReLU)]
[InvertedResidual(24, Expanded = 72, Activation = ReLU)]
[InvertedResidual(40, Expanded = 72, Kernel = 5, Stride = 2, Activation = ReLU,
    SqueezeReduction = 4, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[InvertedResidual(40, Expanded = 120, Kernel = 5, Repeat = 2, Activation = ReLU,
    SqueezeReduction = 4, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[InvertedResidual(80, Expanded = 240, Stride = 2, Activation = HardSwish)]
[InvertedResidual(80, Expanded = 200, Activation = HardSwish)]
[InvertedResidual(80, Expanded = 184, Repeat = 2, Activation = HardSwish)]
[InvertedResidual(112, Expanded = 480, Activation = HardSwish, SqueezeReduction = 4, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[InvertedResidual(112, Expanded = 672, Activation = HardSwish, SqueezeReduction = 4, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[InvertedResidual(160, Expanded = 672, Kernel = 5, Stride = 2, Activation = HardSwish,
    SqueezeReduction = 4, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[InvertedResidual(160, Expanded = 960, Kernel = 5, Repeat = 2, Activation = HardSwish,
    SqueezeReduction = 4, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[Conv(960, Kernel = 1, Activation = HardSwish), GlobalPool, Linear(1280, Activation = HardSwish), Dropout(0.2), Linear(1000)]
public sealed partial class MobileNetV3Large;
