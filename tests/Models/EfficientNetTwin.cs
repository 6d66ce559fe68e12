using static CompactCnn.Activation;

namespace CompactCnn.Models;

/// <summary>The zoo's EfficientNet with fewer blocks and channels, on smaller images.</summary>
[CompactModel(channels: 3, height: 16, width: 16, Coupling = Coupling.Shared)]
[Conv(6, Activation = SiLU)]
[InvertedResidual(5, Activation = SiLU, SqueezeReduction = 4, SqueezeActivation = SiLU)]
[InvertedResidual(8, 2, Stride = 2, Repeat = 2, Kernel = 5, Activation = SiLU, SqueezeReduction = 4, SqueezeActivation = SiLU)]
[Conv(12, Kernel = 1, Activation = SiLU), GlobalPool, Dropout(0.2), Linear(5)]
public sealed partial class EfficientNetTwin;
