namespace CompactCnn.Examples.Models;

/// <summary>
/// VGG-16 with batch norm and a quarter of its channels, for CIFAR-10: the shape of VGG, its last layers far too wide for
/// these images, at a size that two cores train in minutes.
/// </summary>
[CompactModel(channels: 3, height: 32, width: 32, Summary = "VGG-16 with a quarter of its channels, for CIFAR-10")]
[Conv(16), Conv(16), Pool]
[Conv(32), Conv(32), Pool]
[Conv(64), Conv(64), Conv(64), Pool]
[Conv(128), Conv(128), Conv(128), Pool]
[Conv(128), Conv(128), Conv(128), Pool]
[Linear(10)]
public sealed partial class Vgg16QuarterCifar10;
