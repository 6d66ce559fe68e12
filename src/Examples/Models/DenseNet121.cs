namespace CompactCnn.Examples.Models;

/// <summary>DenseNet-121 (Huang et al., CVPR 2017), for ImageNet.</summary>
[CompactModel(channels: 3, height: 224, width: 224, Summary = "DenseNet-121, for ImageNet")]
[Conv(64, Kernel = 7, Stride = 2), Pool(Kernel = 3, Stride = 2, Padding = 1)]
[DenseBlock(6, 32, Bottleneck = true)]
[Transition(0.5)]
[DenseBlock(12, 32, Bottleneck = true)]
[Transition(0.5)]
[DenseBlock(24, 32, Bottleneck = true)]
[Transition(0.5)]
[DenseBlock(16, 32, Bottleneck = true)]
[Norm, Activate(Activation.ReLU), GlobalPool, Linear(1000)]
public sealed partial class DenseNet121;
