namespace CompactCnn.Models;

/// <summary>VGG-16 for 32x32 images with a sixteenth of its channels: thirteen convolutions, flattened at 1x1.</summary>
[CompactModel(channels: 3, height: 32, width: 32)]
[Conv(4), Conv(4), Pool]
[Conv(8), Conv(8), Pool]
[Conv(16), Conv(16), Conv(16), Pool]
[Conv(32), Conv(32), Conv(32), Pool]
[Conv(32), Conv(32), Conv(32), Pool]
[Linear(10)]
public sealed partial class Vgg16Twin;
