namespace CompactCnn.Models;

/// <summary>
/// Halves of a layer, of which one goes on and one is convolved; shuffled groups that a grouped convolution reads; a layer that is
/// joined with itself and shuffled, one that is added to itself, and a slice that is a whole layer.
/// </summary>
[CompactModel(channels: 2, height: 8, width: 8, Coupling = Coupling.Shared)]
[Conv(12, Name = "Stem"), Slice(0, 2, Name = "Kept"), Slice(1, 2, From = "Stem"), Conv(5), Concat("Kept")]
[Conv(16, Kernel = 1, Name = "Wide"), ChannelShuffle(2), DepthwiseConv, Conv(12, Groups = 2, Name = "Grouped"), Pool]
[Conv(6, Name = "Twice"), Concat("Twice"), ChannelShuffle(2), Conv(7, Name = "Doubled"), Add("Doubled", Name = "Sum")]
[Conv(6, Kernel = 1, Name = "Other"), Concat("Twice"), Slice(1, 2), Concat("Other", "Sum"), Linear(4)]
public sealed partial class Halves;
