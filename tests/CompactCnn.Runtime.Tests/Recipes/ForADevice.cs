namespace CompactCnn.Runtime.Tests;

#pragma warning disable CCNN0301 // Too large for the device as declared: training makes it small enough.
/// <summary>A network for a device that holds a third of it.</summary>
[CompactModel(channels: 1, height: 8, width: 8)]
[DeviceLimits(MaxParameters = 600, MaxMacs = 1_000_000)]
[Conv(12), Pool, Conv(16), GlobalPool, Linear(5)]
public sealed partial class ForADevice;
#pragma warning restore CCNN0301
