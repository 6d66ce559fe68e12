namespace CompactCnn.Models;

/// <summary>
/// Grouped convolutions: of the image, in a chain, of different numbers of groups for one group of channels, with and
/// without a norm, on both sides of an addition, and one with as many groups as channels.
/// </summary>
[CompactModel(channels: 4, height: 8, width: 8)]
[Conv(12, Groups = 2), Conv(8, Groups = 4, Activation = Activation.SiLU), Conv(6, Kernel = 1, Groups = 2, Norm = Norm.None)]
[Conv(12, Groups = 2, Name = "Wide"), Add("Conv1", Coupling = Coupling.Shared)]
[Conv(8, Groups = 4, Bias = true), Conv(8, Groups = 8, Name = "Channelwise"), Pool, Linear(5)]
public sealed partial class Grouped;
