namespace CompactCnn.Models;

/// <summary>Some layers keep all of their channels, convolutions and a hidden linear layer.</summary>
[CompactModel(channels: 3, height: 10, width: 10)]
[Conv(6, Prunable = false), Conv(8), Pool]
[Conv(7, Prunable = false, Norm = Norm.None), Conv(9, Prunable = true)]
[Linear(12, Prunable = false), Linear(10), Linear(5)]
public sealed partial class FixedLayers;
