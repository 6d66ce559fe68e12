using static CompactCnn.Activation;
using static CompactCnn.SqueezeOf;

namespace CompactCnn.Models;

/// <summary>The zoo's MobileNetV3-Small with fewer blocks and channels, on smaller images.</summary>
[CompactModel(channels: 3, height: 16, width: 16, Coupling = Coupling.Shared)]
[Conv(6, Activation = HardSwish)]
[InvertedResidual(6, Activation = ReLU, SqueezeReduction = 2, SqueezeOf = Inner, SqueezeGate = HardSigmoid)]
[InvertedResidual(7, Expanded = 11, Stride = 2, Activation = ReLU)]
[InvertedResidual(7, Expanded = 12, Kernel = 5, Activation = HardSwish, SqueezeChannels = 3, SqueezeGate = HardSigmoid)]
[Conv(12, Kernel = 1, Activation = HardSwish), GlobalPool, Linear(10, Activation = HardSwish), Dropout(0.2), Linear(5)]
public sealed partial class MobileNetV3Twin;
