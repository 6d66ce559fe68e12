namespace CompactCnn.Models;

#pragma warning disable CCNN0203 // That grouped convolutions tie what they read is what this model is for.

/// <summary>
/// Grouped convolutions that read concatenations: of equal parts, which are tied in arms; of parts that return in every
/// group; of a part of each group; and of parts that can only be kept whole.
/// </summary>
[CompactModel(channels: 3, height: 8, width: 8)]
[Conv(8), Conv(8, Activation = Activation.SiLU), Concat("Conv1", Name = "Equal")]
[Conv(8, Groups = 4), Conv(4, Kernel = 1), Conv(8, From = "Conv3"), Conv(4, From = "Conv3", Norm = Norm.None)]
[Concat("Conv3", "Conv4", "Conv5", Name = "Returning"), Conv(6, Groups = 2, Activation = Activation.HardSwish)]
[Conv(6, Kernel = 1, Name = "Other"), Concat("Conv7", Name = "Halves"), Conv(4, Groups = 2, Bias = true), Pool]
[Conv(6, Prunable = false), Conv(3, Prunable = false), Concat("Conv9"), Conv(9, Groups = 3), Linear(5)]
public sealed partial class GroupedConcatenation;
