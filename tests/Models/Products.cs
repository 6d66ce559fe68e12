namespace CompactCnn.Models;

/// <summary>
/// Products: by one number for each channel, said from either side, by feature maps, of depthwise convolutions, of two members
/// of one group; squeeze-and-excite behind activations of which one leaves the gate form exact.
/// </summary>
[CompactModel(channels: 3, height: 12, width: 12)]
[Conv(8), SqueezeExcite(Channels = 3), Conv(6, Activation = Activation.HardSwish, Name = "Wide")]
[GlobalPool, Conv(6, Kernel = 1, Norm = Norm.None, Activation = Activation.HardSigmoid), Multiply("Wide")]
[Conv(7, Activation = Activation.LeakyReLU), Pool]
[DepthwiseConv(Activation = Activation.None, Name = "Map"), Conv(7, Activation = Activation.Sigmoid, Name = "Mask"), Multiply("Map")]
[SqueezeExcite(Reduction = 2, Activation = Activation.SiLU, Gate = Activation.HardSigmoid), Conv(5, Norm = Norm.None, Name = "Last")]
[Multiply("Last")]
[GlobalPool, Linear(6, Activation = Activation.Tanh)]
[Linear(6, From = "GlobalPool2", Activation = Activation.Sigmoid), Multiply("Linear1"), Linear(4)]
public sealed partial class Products;
