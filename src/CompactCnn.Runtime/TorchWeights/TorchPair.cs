namespace CompactCnn;

/// <summary>A tensor of a network and the tensor of a file that it is.</summary>
/// <param name="Tensor">The network's name of it, as <c>block1_conv1.weight</c>.</param>
/// <param name="InFile">The file's, as <c>layer1.0.conv1.weight</c>.</param>
public readonly record struct TorchPair(string Tensor, string InFile);
