namespace CompactCnn.Models;

/// <summary>The zoo's ResNet-20 with fewer blocks and channels, on smaller images.</summary>
[CompactModel(channels: 3, height: 16, width: 16)]
[Conv(6)]
[BasicBlock(6, Repeat = 2, Coupling = Coupling.Shared)]
[BasicBlock(8, Stride = 2, Repeat = 2, Coupling = Coupling.Shared)]
[BasicBlock(10, Stride = 2, Repeat = 2, Coupling = Coupling.Shared)]
[GlobalPool, Linear(5)]
public sealed partial class ResNet20Twin;
