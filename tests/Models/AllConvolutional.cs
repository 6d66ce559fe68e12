namespace CompactCnn.Models;

/// <summary>Convolutions and nothing else: the channels of the last one are the classes, averaged over the image.</summary>
[CompactModel(channels: 3, height: 12, width: 12)]
[Conv(6), Conv(8, Stride = 2), Conv(7, Kernel = 1), Dropout(0.3)]
[Conv(5, Kernel = 1, Norm = Norm.None), GlobalPool]
public sealed partial class AllConvolutional;
