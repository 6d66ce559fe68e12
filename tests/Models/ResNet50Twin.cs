namespace CompactCnn.Models;

/// <summary>The zoo's ResNet-50 with fewer blocks and channels, on smaller images; one stage keeps its output channels.</summary>
[CompactModel(channels: 3, height: 16, width: 16)]
[Conv(6), Pool(Kernel = 3, Stride = 2, Padding = 1)]
[Bottleneck(16, Repeat = 2, Coupling = Coupling.Shared)]
[Bottleneck(24, Stride = 2, Repeat = 2, Prunable = false)]
[Bottleneck(12, Expansion = 2, Coupling = Coupling.Shared)]
[GlobalPool, Linear(5)]
public sealed partial class ResNet50Twin;
