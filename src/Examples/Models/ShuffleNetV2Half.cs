namespace CompactCnn.Examples.Models;

/// <summary>
/// ShuffleNetV2 x0.5 (Ma et al., ECCV 2018), for ImageNet. What its units pass on is kept; the channels inside them are chosen.
/// </summary>
[CompactModel(channels: 3, height: 224, width: 224, Name = "shufflenet-v2-x0-5", Summary = "ShuffleNetV2 x0.5, for ImageNet")]
[Conv(24, Stride = 2), Pool(Kernel = 3, Stride = 2, Padding = 1)]
[ShuffleUnit(48, Stride = 2, Repeat = 4), ShuffleUnit(96, Stride = 2, Repeat = 8), ShuffleUnit(192, Stride = 2, Repeat = 4)]
[Conv(1024, Kernel = 1), GlobalPool, Linear(1000)]
public sealed partial class ShuffleNetV2Half;
