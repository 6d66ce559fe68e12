namespace CompactCnn.Models;

/// <summary>Every activation, behind a norm and without one, in front of convolutions and of a linear layer.</summary>
[CompactModel(channels: 3, height: 12, width: 12)]
[Conv(6, Activation = Activation.SiLU), Conv(7, Activation = Activation.HardSwish), Pool]
[Conv(8, Activation = Activation.ReLU6), Conv(6, Activation = Activation.LeakyReLU), Conv(5, Activation = Activation.None), Pool]
[Conv(6, Norm = Norm.None, Activation = Activation.LeakyReLU), Conv(6, Norm = Norm.None, Activation = Activation.SiLU)]
[Conv(7, Norm = Norm.None, Activation = Activation.None), Conv(6, Norm = Norm.None, Activation = Activation.HardSwish)]
[Linear(9, Activation = Activation.ReLU6), Linear(8, Activation = Activation.LeakyReLU), Linear(8, Activation = Activation.None), Linear(5)]
public sealed partial class Activations;
