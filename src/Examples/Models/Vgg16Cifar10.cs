namespace CompactCnn.Examples.Models;

/// <summary>VGG-16 (Simonyan and Zisserman, ICLR 2015) with batch norm, for CIFAR-10.</summary>
[CompactModel(channels: 3, height: 32, width: 32, Summary = "VGG-16 with batch norm, for CIFAR-10")]
[Conv(64), Conv(64), Pool]
[Conv(128), Conv(128), Pool]
[Conv(256), Conv(256), Conv(256), Pool]
[Conv(512), Conv(512), Conv(512), Pool]
[Conv(512), Conv(512), Conv(512), Pool]
[Linear(10)]
public sealed partial class Vgg16Cifar10;
