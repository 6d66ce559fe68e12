namespace CompactCnn.Models;

/// <summary>
/// Everything that branches: skips with and without an activation, a concatenation of a concatenation that is flattened,
/// a branch behind an earlier layer, depthwise convolutions with and without a norm, a fixed layer among the joined ones.
/// </summary>
[CompactModel(channels: 3, height: 10, width: 10)]
[Conv(8), Conv(6), Conv(8, Activation = Activation.None), Add("Conv1", Coupling = Coupling.Shared, Activation = Activation.ReLU)]
[DepthwiseConv(Activation = Activation.ReLU6), Conv(5, From = "Add1", Prunable = false), Concat("DepthwiseConv1"), Pool]
[Conv(7, Norm = Norm.None), DepthwiseConv(Norm = Norm.None, Kernel = 5), Concat("Pool1", "Conv5"), Conv(6, Kernel = 1, Norm = Norm.None)]
[Add("Conv6", Coupling = Coupling.Shared), Concat("Concat2"), Linear(9), Linear(5)]
public sealed partial class Branches;
