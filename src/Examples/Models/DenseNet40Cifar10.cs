namespace CompactCnn.Examples.Models;

/// <summary>DenseNet-40 (Huang et al., CVPR 2017) with growth 12 and a stem of 16 channels, for CIFAR-10.</summary>
[CompactModel(channels: 3, height: 32, width: 32, Summary = "DenseNet-40 with growth 12, for CIFAR-10")]
[Conv(16, Norm = Norm.None, Bias = false, Activation = Activation.None)]
[DenseBlock(12, 12)]
[Transition(1.0)]
[DenseBlock(12, 12)]
[Transition(1.0)]
[DenseBlock(12, 12)]
[Norm, Activate(Activation.ReLU), GlobalPool, Linear(10)]
public sealed partial class DenseNet40Cifar10;
