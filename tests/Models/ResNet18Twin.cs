namespace CompactCnn.Models;

/// <summary>The zoo's ResNet-18 with fewer blocks and channels, on smaller images; its stem is that of the zoo's networks for ImageNet.</summary>
[CompactModel(channels: 3, height: 32, width: 32)]
[Conv(6, Kernel = 7, Stride = 2), Pool(Kernel = 3, Stride = 2, Padding = 1)]
[BasicBlock(6, Repeat = 2, Coupling = Coupling.Shared)]
[BasicBlock(8, Stride = 2, Repeat = 2, Coupling = Coupling.Shared)]
[GlobalPool, Linear(5)]
public sealed partial class ResNet18Twin;
