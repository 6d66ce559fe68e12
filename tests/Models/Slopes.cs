namespace CompactCnn.Models;

/// <summary>
/// Parameters of channels, and all kinds of dropout: slopes behind norms, behind convolutions without and in hidden linear layers,
/// scales at the end of residual branches, behind a concatenation, of a product.
/// </summary>
[CompactModel(channels: 3, height: 12, width: 12, Coupling = Coupling.Shared)]
[Conv(6, Activation = Activation.None), PReLU, Conv(7, Norm = Norm.None, Activation = Activation.None), PReLU(Initial = 0.1), DropoutChannels(0.2)]
[Conv(9, Kernel = 1, Activation = Activation.GELU), Conv(7, Kernel = 1, Activation = Activation.None), LayerScale(Initial = 0.5)]
[StochasticDepth(0.2), Add("DropoutChannels1"), Pool, Conv(5), Concat("Pool1"), LayerScale(Initial = 0.7), PReLU]
[Conv(6, Activation = Activation.HardSwish), SqueezeExcite(Channels = 3, Activation = Activation.SiLU), LayerScale(Initial = 0.9), BasicBlock(6, StochasticDepth = 0.1)]
[Linear(8, Activation = Activation.None), PReLU, StochasticDepth(0.1), Linear(4)]
public sealed partial class Slopes;
