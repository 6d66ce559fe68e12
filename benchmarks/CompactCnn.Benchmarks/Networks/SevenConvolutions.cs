namespace CompactCnn.Benchmarks;

/// <summary>The network that step times are given for: seven convolutions on 32x32 images.</summary>
[CompactModel(channels: 3, height: 32, width: 32)]
[Conv(64), Conv(64), Pool]
[Conv(128), Conv(128), Pool]
[Conv(256), Conv(256), Conv(256), Pool]
[GlobalPool, Linear(10)]
public sealed partial class SevenConvolutions;
