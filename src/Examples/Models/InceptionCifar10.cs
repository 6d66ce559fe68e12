namespace CompactCnn.Examples.Models;

/// <summary>A small network of two Inception modules (Szegedy et al., CVPR 2015) with batch norm, for CIFAR-10: four branches side by side, concatenated.</summary>
[CompactModel(channels: 3, height: 32, width: 32, Summary = "two Inception modules, for CIFAR-10")]
[Conv(64), Conv(64), Pool(Name = "Low")]
[Conv(32, Kernel = 1, Name = "Low1x1")]
[Conv(32, Kernel = 1, From = "Low"), Conv(64, Name = "Low3x3")]
[Conv(16, Kernel = 1, From = "Low"), Conv(32, Kernel = 5, Name = "Low5x5")]
[Pool(Kernel = 3, Stride = 1, Padding = 1, From = "Low"), Conv(32, Kernel = 1)]
[Concat("Low1x1", "Low3x3", "Low5x5"), Pool(Name = "High")]
[Conv(64, Kernel = 1, Name = "High1x1")]
[Conv(64, Kernel = 1, From = "High"), Conv(128, Name = "High3x3")]
[Conv(32, Kernel = 1, From = "High"), Conv(64, Kernel = 5, Name = "High5x5")]
[Pool(Kernel = 3, Stride = 1, Padding = 1, From = "High"), Conv(64, Kernel = 1)]
[Concat("High1x1", "High3x3", "High5x5"), GlobalPool, Linear(10)]
public sealed partial class InceptionCifar10;
