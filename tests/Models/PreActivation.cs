namespace CompactCnn.Models;

/// <summary>Norms and activations stand alone, in front of the convolutions, on the input as well; a pool between norm and activation.</summary>
[CompactModel(channels: 3, height: 12, width: 12)]
[Norm, Conv(8, Norm = Norm.None, Activation = Activation.None)]
[Norm, Activate(Activation.ReLU), Conv(10, Norm = Norm.None, Activation = Activation.None)]
[Norm, Pool, Activate(Activation.SiLU), Conv(9, Norm = Norm.None, Activation = Activation.None)]
[Activate(Activation.LeakyReLU), Norm, Activate(Activation.HardSwish), Conv(8)]
[Norm, Activate(Activation.ReLU), Dropout(0.3), GlobalPool, Linear(6)]
public sealed partial class PreActivation;
