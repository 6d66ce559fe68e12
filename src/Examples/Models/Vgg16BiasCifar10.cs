namespace CompactCnn.Examples.Models;

/// <summary>VGG-16 with batch norm for CIFAR-10, whose convolutions have biases as well, as in some frameworks' tables.</summary>
[CompactModel(channels: 3, height: 32, width: 32, Summary = "VGG-16 with batch norm and biases, for CIFAR-10")]
[Conv(64, Bias = true), Conv(64, Bias = true), Pool]
[Conv(128, Bias = true), Conv(128, Bias = true), Pool]
[Conv(256, Bias = true), Conv(256, Bias = true), Conv(256, Bias = true), Pool]
[Conv(512, Bias = true), Conv(512, Bias = true), Conv(512, Bias = true), Pool]
[Conv(512, Bias = true), Conv(512, Bias = true), Conv(512, Bias = true), Pool]
[Linear(10)]
public sealed partial class Vgg16BiasCifar10;
