namespace CompactCnn.Examples.Models;

/// <summary>
/// GoogLeNet (Szegedy et al., CVPR 2015) with batch norm, for ImageNet, as torchvision has it: without auxiliary heads, and with 3x3
/// kernels where the paper has 5x5 ones.
/// </summary>
[CompactModel(channels: 3, height: 224, width: 224, Name = "googlenet", Summary = "GoogLeNet, for ImageNet")]
[Conv(64, Kernel = 7, Stride = 2), Pool(Kernel = 3, Stride = 2, Ceil = true)]
[Conv(64, Kernel = 1), Conv(192), Pool(Kernel = 3, Stride = 2, Ceil = true)]
[Block(typeof(Inception3a)), Block(typeof(Inception3b)), Pool(Kernel = 3, Stride = 2, Ceil = true)]
[Block(typeof(Inception4a)), Block(typeof(Inception4b)), Block(typeof(Inception4c)), Block(typeof(Inception4d)), Block(typeof(Inception4e))]
[Pool(Ceil = true), Block(typeof(Inception5a)), Block(typeof(Inception5b))]
[GlobalPool, Dropout(0.2), Linear(1000)]
public sealed partial class GoogLeNet;

/// <summary>Inception module 3a.</summary>
[BlockModel]
[Conv(64, Kernel = 1, Name = "Branch1")]
[Conv(96, Kernel = 1, Name = "Reduce2", From = BlockModelAttribute.Input), Conv(128, Name = "Branch2")]
[Conv(16, Kernel = 1, Name = "Reduce3", From = BlockModelAttribute.Input), Conv(32, Name = "Branch3")]
[Pool(Kernel = 3, Stride = 1, Padding = 1, From = BlockModelAttribute.Input), Conv(32, Kernel = 1, Name = "Branch4")]
[Concat("Branch2", "Branch3", "Branch4", From = "Branch1")]
internal static class Inception3a;

/// <summary>Inception module 3b.</summary>
[BlockModel]
[Conv(128, Kernel = 1, Name = "Branch1")]
[Conv(128, Kernel = 1, Name = "Reduce2", From = BlockModelAttribute.Input), Conv(192, Name = "Branch2")]
[Conv(32, Kernel = 1, Name = "Reduce3", From = BlockModelAttribute.Input), Conv(96, Name = "Branch3")]
[Pool(Kernel = 3, Stride = 1, Padding = 1, From = BlockModelAttribute.Input), Conv(64, Kernel = 1, Name = "Branch4")]
[Concat("Branch2", "Branch3", "Branch4", From = "Branch1")]
internal static class Inception3b;

/// <summary>Inception module 4a.</summary>
[BlockModel]
[Conv(192, Kernel = 1, Name = "Branch1")]
[Conv(96, Kernel = 1, Name = "Reduce2", From = BlockModelAttribute.Input), Conv(208, Name = "Branch2")]
[Conv(16, Kernel = 1, Name = "Reduce3", From = BlockModelAttribute.Input), Conv(48, Name = "Branch3")]
[Pool(Kernel = 3, Stride = 1, Padding = 1, From = BlockModelAttribute.Input), Conv(64, Kernel = 1, Name = "Branch4")]
[Concat("Branch2", "Branch3", "Branch4", From = "Branch1")]
internal static class Inception4a;

/// <summary>Inception module 4b.</summary>
[BlockModel]
[Conv(160, Kernel = 1, Name = "Branch1")]
[Conv(112, Kernel = 1, Name = "Reduce2", From = BlockModelAttribute.Input), Conv(224, Name = "Branch2")]
[Conv(24, Kernel = 1, Name = "Reduce3", From = BlockModelAttribute.Input), Conv(64, Name = "Branch3")]
[Pool(Kernel = 3, Stride = 1, Padding = 1, From = BlockModelAttribute.Input), Conv(64, Kernel = 1, Name = "Branch4")]
[Concat("Branch2", "Branch3", "Branch4", From = "Branch1")]
internal static class Inception4b;

/// <summary>Inception module 4c.</summary>
[BlockModel]
[Conv(128, Kernel = 1, Name = "Branch1")]
[Conv(128, Kernel = 1, Name = "Reduce2", From = BlockModelAttribute.Input), Conv(256, Name = "Branch2")]
[Conv(24, Kernel = 1, Name = "Reduce3", From = BlockModelAttribute.Input), Conv(64, Name = "Branch3")]
[Pool(Kernel = 3, Stride = 1, Padding = 1, From = BlockModelAttribute.Input), Conv(64, Kernel = 1, Name = "Branch4")]
[Concat("Branch2", "Branch3", "Branch4", From = "Branch1")]
internal static class Inception4c;

/// <summary>Inception module 4d.</summary>
[BlockModel]
[Conv(112, Kernel = 1, Name = "Branch1")]
[Conv(144, Kernel = 1, Name = "Reduce2", From = BlockModelAttribute.Input), Conv(288, Name = "Branch2")]
[Conv(32, Kernel = 1, Name = "Reduce3", From = BlockModelAttribute.Input), Conv(64, Name = "Branch3")]
[Pool(Kernel = 3, Stride = 1, Padding = 1, From = BlockModelAttribute.Input), Conv(64, Kernel = 1, Name = "Branch4")]
[Concat("Branch2", "Branch3", "Branch4", From = "Branch1")]
internal static class Inception4d;

/// <summary>Inception module 4e.</summary>
[BlockModel]
[Conv(256, Kernel = 1, Name = "Branch1")]
[Conv(160, Kernel = 1, Name = "Reduce2", From = BlockModelAttribute.Input), Conv(320, Name = "Branch2")]
[Conv(32, Kernel = 1, Name = "Reduce3", From = BlockModelAttribute.Input), Conv(128, Name = "Branch3")]
[Pool(Kernel = 3, Stride = 1, Padding = 1, From = BlockModelAttribute.Input), Conv(128, Kernel = 1, Name = "Branch4")]
[Concat("Branch2", "Branch3", "Branch4", From = "Branch1")]
internal static class Inception4e;

/// <summary>Inception module 5a.</summary>
[BlockModel]
[Conv(256, Kernel = 1, Name = "Branch1")]
[Conv(160, Kernel = 1, Name = "Reduce2", From = BlockModelAttribute.Input), Conv(320, Name = "Branch2")]
[Conv(32, Kernel = 1, Name = "Reduce3", From = BlockModelAttribute.Input), Conv(128, Name = "Branch3")]
[Pool(Kernel = 3, Stride = 1, Padding = 1, From = BlockModelAttribute.Input), Conv(128, Kernel = 1, Name = "Branch4")]
[Concat("Branch2", "Branch3", "Branch4", From = "Branch1")]
internal static class Inception5a;

/// <summary>Inception module 5b.</summary>
[BlockModel]
[Conv(384, Kernel = 1, Name = "Branch1")]
[Conv(192, Kernel = 1, Name = "Reduce2", From = BlockModelAttribute.Input), Conv(384, Name = "Branch2")]
[Conv(48, Kernel = 1, Name = "Reduce3", From = BlockModelAttribute.Input), Conv(128, Name = "Branch3")]
[Pool(Kernel = 3, Stride = 1, Padding = 1, From = BlockModelAttribute.Input), Conv(128, Kernel = 1, Name = "Branch4")]
[Concat("Branch2", "Branch3", "Branch4", From = "Branch1")]
internal static class Inception5b;
