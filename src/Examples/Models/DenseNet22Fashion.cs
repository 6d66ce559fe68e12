namespace CompactCnn.Examples.Models;

/// <summary>A DenseNet of 22 layers with growth 12 for the 28x28 grey images of Fashion-MNIST, small enough to be compared over several seeds.</summary>
[CompactModel(channels: 1, height: 28, width: 28, Summary = "DenseNet-22 with growth 12, for Fashion-MNIST")]
[Conv(16, Norm = Norm.None, Bias = false, Activation = Activation.None)]
[DenseBlock(6, 12)]
[Transition(1.0)]
[DenseBlock(6, 12)]
[Transition(1.0)]
[DenseBlock(6, 12)]
[Norm, Activate(Activation.ReLU), GlobalPool, Linear(10)]
public sealed partial class DenseNet22Fashion;
