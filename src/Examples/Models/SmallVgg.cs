namespace CompactCnn.Examples.Models;

/// <summary>A small VGG for 32x32 colour images: the example of the documentation.</summary>
[CompactModel(channels: 3, height: 32, width: 32, Summary = "the example of the documentation, for 32x32 colour images")]
[Conv(64), Conv(64), Pool]
[Conv(128), Conv(128), Pool]
[Conv(256), Conv(256), Conv(256), Pool]
[GlobalPool, Linear(10)]
public sealed partial class SmallVgg;
