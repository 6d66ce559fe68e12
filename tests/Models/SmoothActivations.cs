namespace CompactCnn.Models;

/// <summary>Sigmoids, tangents and their like: behind norms and without them, behind a sum, alone, in hidden linear layers.</summary>
[CompactModel(channels: 3, height: 12, width: 12)]
[Conv(6, Activation = Activation.Sigmoid), Conv(7, Activation = Activation.HardSigmoid), Conv(6, Activation = Activation.Tanh), Pool]
[Conv(6, Activation = Activation.GELU), Conv(7, Activation = Activation.Mish), Conv(6, Activation = Activation.ELU)]
[DepthwiseConv(Norm = Norm.None, Activation = Activation.GELU), Conv(6, Norm = Norm.None, Activation = Activation.Mish)]
[Add("DepthwiseConv1", Coupling = Coupling.Shared, Activation = Activation.ELU), Pool]
[Conv(5, Norm = Norm.None, Activation = Activation.None), Activate(Activation.Sigmoid), Activate(Activation.HardSigmoid)]
[Conv(6, Norm = Norm.None, Activation = Activation.None), Activate(Activation.Tanh), Norm, Activate(Activation.GELU)]
[Conv(5, Norm = Norm.None, Activation = Activation.None), Activate(Activation.Mish), Activate(Activation.ELU)]
[Linear(8, Activation = Activation.ELU), Linear(7, Norm = Norm.Batch, Activation = Activation.GELU), Linear(6, Activation = Activation.Tanh), Linear(4)]
public sealed partial class SmoothActivations;
