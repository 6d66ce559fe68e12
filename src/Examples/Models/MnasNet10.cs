using static CompactCnn.Activation;

namespace CompactCnn.Examples.Models;

/// <summary>MnasNet-B1 (Tan et al., CVPR 2019) of width 1.0, for ImageNet.</summary>
[CompactModel(channels: 3, height: 224, width: 224, Coupling = Coupling.Shared, Name = "mnasnet1-0",
    Summary = "MnasNet-B1 of width 1.0, for ImageNet")]
[Conv(32, Stride = 2), DepthwiseConv, Conv(16, Kernel = 1, Activation = None)]
[InvertedResidual(24, 3, Stride = 2, Repeat = 3, Activation = ReLU)]
[InvertedResidual(40, 3, Stride = 2, Repeat = 3, Activation = ReLU, Kernel = 5)]
[InvertedResidual(80, 6, Stride = 2, Repeat = 3, Activation = ReLU, Kernel = 5)]
[InvertedResidual(96, 6, Repeat = 2, Activation = ReLU)]
[InvertedResidual(192, 6, Stride = 2, Repeat = 4, Activation = ReLU, Kernel = 5)]
[InvertedResidual(320, 6, Activation = ReLU)]
[Conv(1280, Kernel = 1), GlobalPool, Dropout(0.2), Linear(1000)]
public sealed partial class MnasNet10;
