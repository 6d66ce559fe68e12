namespace CompactCnn.Models;

/// <summary>The zoo's DenseNet-BC with fewer layers and channels, on smaller images.</summary>
[CompactModel(channels: 3, height: 16, width: 16)]
[Conv(8, Stride = 2), Pool(Kernel = 3, Stride = 1, Padding = 1)]
[DenseBlock(2, 3, Bottleneck = true)]
[Transition(0.5)]
[DenseBlock(3, 3, Bottleneck = true)]
[Norm, Activate(Activation.ReLU), GlobalPool, Linear(5)]
public sealed partial class DenseNetBcTwin;
