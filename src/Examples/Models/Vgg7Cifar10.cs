namespace CompactCnn.Examples.Models;

/// <summary>Six convolutions of VGG's shape, for CIFAR-10: what two cores train in minutes and what still fits these images.</summary>
[CompactModel(channels: 3, height: 32, width: 32, Summary = "six convolutions with batch norm, for CIFAR-10: what the results are about")]
[Conv(32), Conv(32), Pool]
[Conv(64), Conv(64), Pool]
[Conv(128), Conv(128), Pool]
[Linear(10)]
public sealed partial class Vgg7Cifar10;
