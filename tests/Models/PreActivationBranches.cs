namespace CompactCnn.Models;

/// <summary>A residual network that normalises in front of convolutions: each reads the sum through a norm of its own.</summary>
[CompactModel(channels: 3, height: 8, width: 8)]
[Conv(6, Norm = Norm.None, Activation = Activation.None)]
[Norm, Activate(Activation.ReLU), Conv(7), Conv(6, Norm = Norm.None, Activation = Activation.None), Add("Conv1", Coupling = Coupling.Shared)]
[Norm, Activate(Activation.LeakyReLU), Conv(5), Conv(6, Norm = Norm.None, Activation = Activation.None), Add("Add1", Coupling = Coupling.Shared)]
[Norm, Activate(Activation.ReLU), GlobalPool, Linear(4)]
public sealed partial class PreActivationBranches;
