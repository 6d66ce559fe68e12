namespace CompactCnn.Models;

/// <summary>Hidden linear layers with norms, behind a flattened feature map, and dropout on feature maps.</summary>
[CompactModel(channels: 1, height: 8, width: 8)]
[Conv(6), Dropout(0.2), Pool(Kind = PoolKind.Average)]
[Conv(8), Pool]
[Linear(14, Norm = Norm.Batch), Dropout(0.5), Linear(12, Norm = Norm.Batch, Bias = true, Activation = Activation.SiLU), Norm, Linear(5)]
public sealed partial class NormedHead;
