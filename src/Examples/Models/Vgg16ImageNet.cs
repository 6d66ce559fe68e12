namespace CompactCnn.Examples.Models;

/// <summary>VGG-16 (Simonyan and Zisserman, ICLR 2015) as published, without norms, for ImageNet.</summary>
[CompactModel(channels: 3, height: 224, width: 224, Summary = "VGG-16 as published, for ImageNet")]
[Conv(64, Norm = Norm.None), Conv(64, Norm = Norm.None), Pool]
[Conv(128, Norm = Norm.None), Conv(128, Norm = Norm.None), Pool]
[Conv(256, Norm = Norm.None), Conv(256, Norm = Norm.None), Conv(256, Norm = Norm.None), Pool]
[Conv(512, Norm = Norm.None), Conv(512, Norm = Norm.None), Conv(512, Norm = Norm.None), Pool]
[Conv(512, Norm = Norm.None), Conv(512, Norm = Norm.None), Conv(512, Norm = Norm.None), Pool]
[Linear(4096), Dropout(0.5), Linear(4096), Dropout(0.5), Linear(1000)]
public sealed partial class Vgg16ImageNet;
