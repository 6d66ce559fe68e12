namespace CompactCnn.Examples.Models;

/// <summary>DenseNet-BC-100 (Huang et al., CVPR 2017) with growth 12, for CIFAR-10.</summary>
[CompactModel(channels: 3, height: 32, width: 32, Name = "densenet-bc-100-cifar10",
    Summary = "DenseNet-BC-100 with growth 12, for CIFAR-10")]
[Conv(24, Norm = Norm.None, Bias = false, Activation = Activation.None)]
[DenseBlock(16, 12, Bottleneck = true)]
[Transition(0.5)]
[DenseBlock(16, 12, Bottleneck = true)]
[Transition(0.5)]
[DenseBlock(16, 12, Bottleneck = true)]
[Norm, Activate(Activation.ReLU), GlobalPool, Linear(10)]
public sealed partial class DenseNetBc100Cifar10;
