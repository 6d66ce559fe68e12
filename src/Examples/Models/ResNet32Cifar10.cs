namespace CompactCnn.Examples.Models;

/// <summary>ResNet-32 (He et al., CVPR 2016) with projection shortcuts, for CIFAR-10.</summary>
[CompactModel(channels: 3, height: 32, width: 32, Coupling = Coupling.Shared,
    Summary = "ResNet-32 with projection shortcuts, for CIFAR-10")]
[Conv(16)]
[BasicBlock(16, Repeat = 5)]
[BasicBlock(32, Stride = 2, Repeat = 5)]
[BasicBlock(64, Stride = 2, Repeat = 5)]
[GlobalPool, Linear(10)]
public sealed partial class ResNet32Cifar10;
