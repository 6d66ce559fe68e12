namespace CompactCnn.Models;

/// <summary>The zoo's RegNetY and ResNeXt with fewer blocks and channels, on smaller images.</summary>
[CompactModel(channels: 3, height: 16, width: 16, Coupling = Coupling.Shared)]
[Conv(6)]
[Bottleneck(8, Expansion = 1, GroupWidth = 4, SqueezeReduction = 2, SqueezeActivation = Activation.SiLU)]
[Bottleneck(12, Stride = 2, Expansion = 1, GroupWidth = 3, SqueezeReduction = 4, SqueezeActivation = Activation.LeakyReLU, Repeat = 2)]
[Bottleneck(16, Stride = 2, Expansion = 2, Groups = 2)]
[GlobalPool, Linear(5)]
public sealed partial class RegNetTwin;
