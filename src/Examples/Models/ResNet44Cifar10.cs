namespace CompactCnn.Examples.Models;

/// <summary>ResNet-44 (He et al., CVPR 2016) with projection shortcuts, for CIFAR-10.</summary>
[CompactModel(channels: 3, height: 32, width: 32, Coupling = Coupling.Shared,
    Summary = "ResNet-44 with projection shortcuts, for CIFAR-10")]
[Conv(16)]
[BasicBlock(16, Repeat = 7)]
[BasicBlock(32, Stride = 2, Repeat = 7)]
[BasicBlock(64, Stride = 2, Repeat = 7)]
[GlobalPool, Linear(10)]
public sealed partial class ResNet44Cifar10;
