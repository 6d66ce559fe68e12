namespace CompactCnn.Models;

/// <summary>A network without a channel group: nothing can be dropped.</summary>
[CompactModel(channels: 3, height: 8, width: 8)]
[Conv(6, Prunable = false), Pool, GlobalPool, Linear(4)]
public sealed partial class NothingPrunable;
