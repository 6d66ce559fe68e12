namespace CompactCnn.Models;

/// <summary>The zoo's SqueezeNet with fewer modules and channels, on smaller images; with norms, and logits below zero, so that no unit of so few dies.</summary>
[CompactModel(channels: 3, height: 24, width: 24)]
[Conv(6, Stride = 2, Padding = 0), Pool(Kernel = 3, Stride = 2)]
[Fire(8, 6, Norm = Norm.Batch), Fire(10, 7, Norm = Norm.Batch), Pool(Kernel = 3, Stride = 2)]
[Fire(8, 8, Norm = Norm.Batch), Dropout(0.5), Conv(5, Kernel = 1, Norm = Norm.None, Activation = Activation.None), GlobalPool]
public sealed partial class SqueezeNetTwin;
