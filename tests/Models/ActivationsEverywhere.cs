namespace CompactCnn.Models;

/// <summary>Every activation where the other models have few: behind depthwise and grouped convolutions, behind sums, alone.</summary>
[CompactModel(channels: 3, height: 10, width: 10)]
[Conv(6), DepthwiseConv(Activation = Activation.SiLU), Conv(6, Activation = Activation.None), Add("Conv1", Coupling = Coupling.Shared, Activation = Activation.HardSwish)]
[DepthwiseConv(Norm = Norm.None, Activation = Activation.HardSwish), Conv(6), Add("Add1", Coupling = Coupling.Shared, Activation = Activation.SiLU)]
[DepthwiseConv(Activation = Activation.LeakyReLU), Conv(6, Norm = Norm.None), Add("Add2", Coupling = Coupling.Shared, Activation = Activation.ReLU6), Pool]
[DepthwiseConv(Norm = Norm.None, Activation = Activation.None), Conv(6), Add("Pool1", Coupling = Coupling.Shared, Activation = Activation.LeakyReLU)]
[Conv(8, Groups = 2, Activation = Activation.LeakyReLU), Conv(8, Groups = 4, Norm = Norm.None, Activation = Activation.ReLU6), Conv(6, Groups = 2, Activation = Activation.None)]
[Activate(Activation.ReLU6), Conv(5, Norm = Norm.None, Activation = Activation.None), Norm, Activate(Activation.SiLU), Conv(5, Activation = Activation.None)]
[Activate(Activation.HardSwish), Pool, Linear(8, Activation = Activation.SiLU), Linear(7, Activation = Activation.HardSwish), Linear(4)]
public sealed partial class ActivationsEverywhere;
