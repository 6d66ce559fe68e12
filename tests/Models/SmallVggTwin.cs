namespace CompactCnn.Models;

/// <summary>The zoo's SmallVgg with an eighth of its channels.</summary>
[CompactModel(channels: 3, height: 32, width: 32)]
[Conv(8), Conv(8), Pool]
[Conv(16), Conv(16), Pool]
[Conv(32), Conv(32), Conv(32), Pool]
[GlobalPool, Linear(10)]
public sealed partial class SmallVggTwin;
