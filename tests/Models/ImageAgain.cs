namespace CompactCnn.Models;

/// <summary>The image itself, read again: by a convolution, a pool and a linear layer, added, and concatenated.</summary>
[CompactModel(channels: 3, height: 12, width: 12)]
[Conv(6), Conv(5, Kernel = 1, From = CompactModelAttribute.Input), Concat("Conv1", CompactModelAttribute.Input)]
[Conv(3, Activation = Activation.None), Add(CompactModelAttribute.Input, Activation = Activation.ReLU), Conv(6), Pool]
[Pool(Kind = PoolKind.Average, From = CompactModelAttribute.Input), Concat("Pool1"), Conv(7), GlobalPool, Linear(8)]
[Linear(6, From = CompactModelAttribute.Input), Concat("Linear1"), Linear(5)]
public sealed partial class ImageAgain;
