namespace CompactCnn.Examples.Models;

/// <summary>
/// ResNet-20 for CIFAR-10, whose channels that additions tie together stay as they are: only those within the blocks are
/// chosen, every layer's by themselves.
/// </summary>
[CompactModel(channels: 3, height: 32, width: 32, Coupling = Coupling.Shared,
    Summary = "ResNet-20 whose channels are chosen only where no addition ties them, for CIFAR-10")]
[Conv(16)]
[BasicBlock(16, Repeat = 3, Prunable = false)]
[BasicBlock(32, Stride = 2, Repeat = 3, Prunable = false)]
[BasicBlock(64, Stride = 2, Repeat = 3, Prunable = false)]
[GlobalPool, Linear(10)]
public sealed partial class ResNet20SingleCifar10;
