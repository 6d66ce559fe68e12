namespace CompactCnn.Models;

/// <summary>ShuffleNetV2 with fewer units and channels, on smaller images.</summary>
[CompactModel(channels: 3, height: 16, width: 16)]
[Conv(8), ShuffleUnit(12, Stride = 2, Repeat = 3), ShuffleUnit(20, Stride = 2, Repeat = 2)]
[Conv(16, Kernel = 1), GlobalPool, Linear(5)]
public sealed partial class ShuffleNetTwin;
