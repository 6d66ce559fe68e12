namespace CompactCnn.Models;

/// <summary>The zoo's network of Inception modules with fewer channels, on smaller images.</summary>
[CompactModel(channels: 3, height: 12, width: 12)]
[Conv(6), Conv(6), Pool(Name = "Low")]
[Conv(4, Kernel = 1, Name = "Low1x1")]
[Conv(4, Kernel = 1, From = "Low"), Conv(6, Name = "Low3x3")]
[Conv(3, Kernel = 1, From = "Low"), Conv(5, Kernel = 5, Name = "Low5x5")]
[Pool(Kernel = 3, Stride = 1, Padding = 1, From = "Low"), Conv(4, Kernel = 1)]
[Concat("Low1x1", "Low3x3", "Low5x5"), Pool(Name = "High")]
[Conv(5, Kernel = 1, Name = "High1x1")]
[Conv(5, Kernel = 1, From = "High"), Conv(8, Name = "High3x3")]
[Conv(4, Kernel = 1, From = "High"), Conv(6, Kernel = 5, Name = "High5x5")]
[Pool(Kernel = 3, Stride = 1, Padding = 1, From = "High"), Conv(5, Kernel = 1)]
[Concat("High1x1", "High3x3", "High5x5"), GlobalPool, Linear(5)]
public sealed partial class InceptionTwin;
