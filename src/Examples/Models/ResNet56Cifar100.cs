namespace CompactCnn.Examples.Models;

/// <summary>ResNet-56 (He et al., CVPR 2016) with projection shortcuts, for CIFAR-100.</summary>
[CompactModel(channels: 3, height: 32, width: 32, Coupling = Coupling.Shared,
    Summary = "ResNet-56 with projection shortcuts, for CIFAR-100")]
[Conv(16)]
[BasicBlock(16, Repeat = 9)]
[BasicBlock(32, Stride = 2, Repeat = 9)]
[BasicBlock(64, Stride = 2, Repeat = 9)]
[GlobalPool, Linear(100)]
public sealed partial class ResNet56Cifar100;
