namespace CompactCnn.Models;

/// <summary>The zoo's MobileNetV2 with fewer blocks and channels, on smaller images.</summary>
[CompactModel(channels: 3, height: 16, width: 16)]
[Conv(6, Activation = Activation.ReLU6)]
[InvertedResidual(5, 1)]
[InvertedResidual(6, 2, Stride = 2, Repeat = 2, Coupling = Coupling.Shared)]
[InvertedResidual(8, 3, Repeat = 2, Coupling = Coupling.Shared)]
[Conv(12, Kernel = 1, Activation = Activation.ReLU6), GlobalPool, Dropout(0.2), Linear(5)]
public sealed partial class MobileNetV2Twin;
