namespace CompactCnn.Models;

/// <summary>The zoo's DenseNet-40 with fewer layers and channels, on smaller images.</summary>
[CompactModel(channels: 3, height: 16, width: 16)]
[Conv(6, Norm = Norm.None, Bias = false, Activation = Activation.None)]
[DenseBlock(3, 4)]
[Transition(1.0)]
[DenseBlock(2, 4)]
[Norm, Activate(Activation.ReLU), GlobalPool, Linear(5)]
public sealed partial class DenseNet40Twin;
