using static CompactCnn.Activation;
using static CompactCnn.SqueezeOf;

namespace CompactCnn.Examples.Models;

/// <summary>MobileNetV3-Small (Howard et al., ICCV 2019), for ImageNet.</summary>
[CompactModel(channels: 3, height: 224, width: 224, Coupling = Coupling.Shared, Name = "mobilenet-v3-small",
    Summary = "MobileNetV3-Small, for ImageNet")]
[Conv(16, Stride = 2, Activation = HardSwish)]
[InvertedResidual(16, Stride = 2, Activation = ReLU, SqueezeReduction = 4, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[InvertedResidual(24, Expanded = 72, Stride = 2, Activation = ReLU)]
[InvertedResidual(24, Expanded = 88, Activation = ReLU)]
[InvertedResidual(40, Expanded = 96, Kernel = 5, Stride = 2, Activation = HardSwish,
    SqueezeReduction = 4, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[InvertedResidual(40, Expanded = 240, Kernel = 5, Repeat = 2, Activation = HardSwish,
    SqueezeReduction = 4, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[InvertedResidual(48, Expanded = 120, Kernel = 5, Activation = HardSwish,
    SqueezeReduction = 4, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[InvertedResidual(48, Expanded = 144, Kernel = 5, Activation = HardSwish,
    SqueezeReduction = 4, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[InvertedResidual(96, Expanded = 288, Kernel = 5, Stride = 2, Activation = HardSwish,
    SqueezeReduction = 4, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[InvertedResidual(96, Expanded = 576, Kernel = 5, Repeat = 2, Activation = HardSwish,
    SqueezeReduction = 4, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[Conv(576, Kernel = 1, Activation = HardSwish), GlobalPool, Linear(1024, Activation = HardSwish), Dropout(0.2), Linear(1000)]
public sealed partial class MobileNetV3Small;
