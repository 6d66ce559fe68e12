namespace CompactCnn.Examples.Models;

/// <summary>Inception v3 (Szegedy et al., CVPR 2016), for ImageNet, without the auxiliary head.</summary>
[CompactModel(channels: 3, height: 299, width: 299, Name = "inception-v3", Summary = "Inception v3, for ImageNet")]
[Conv(32, Stride = 2, Padding = 0), Conv(32, Padding = 0), Conv(64), Pool(Kernel = 3, Stride = 2)]
[Conv(80, Kernel = 1), Conv(192, Padding = 0), Pool(Kernel = 3, Stride = 2)]
[Block(typeof(InceptionA32)), Block(typeof(InceptionA64), Repeat = 2), Block(typeof(InceptionB))]
[Block(typeof(InceptionC128)), Block(typeof(InceptionC160), Repeat = 2), Block(typeof(InceptionC192)), Block(typeof(InceptionD))]
[Block(typeof(InceptionE), Repeat = 2)]
[GlobalPool, Dropout(0.5), Linear(1000)]
public sealed partial class InceptionV3;

/// <summary>Module A, whose pool makes 32 channels: 1x1, 5x5 and two 3x3 convolutions side by side.</summary>
[BlockModel]
[Conv(64, Kernel = 1, Name = "Pixels")]
[Conv(48, Kernel = 1, From = BlockModelAttribute.Input), Conv(64, Kernel = 5, Name = "Patches")]
[Conv(64, Kernel = 1, From = BlockModelAttribute.Input), Conv(96), Conv(96, Name = "Double")]
[Pool(Kind = PoolKind.Average, Kernel = 3, Stride = 1, Padding = 1, From = BlockModelAttribute.Input)]
[Conv(32, Kernel = 1, Name = "Pooled")]
[Concat("Patches", "Double", "Pooled", From = "Pixels")]
internal static class InceptionA32;

/// <summary>Module A, whose pool makes 64 channels: 1x1, 5x5 and two 3x3 convolutions side by side.</summary>
[BlockModel]
[Conv(64, Kernel = 1, Name = "Pixels")]
[Conv(48, Kernel = 1, From = BlockModelAttribute.Input), Conv(64, Kernel = 5, Name = "Patches")]
[Conv(64, Kernel = 1, From = BlockModelAttribute.Input), Conv(96), Conv(96, Name = "Double")]
[Pool(Kind = PoolKind.Average, Kernel = 3, Stride = 1, Padding = 1, From = BlockModelAttribute.Input)]
[Conv(64, Kernel = 1, Name = "Pooled")]
[Concat("Patches", "Double", "Pooled", From = "Pixels")]
internal static class InceptionA64;

/// <summary>Module B, which halves height and width.</summary>
[BlockModel]
[Conv(384, Stride = 2, Padding = 0, Name = "Patches")]
[Conv(64, Kernel = 1, From = BlockModelAttribute.Input), Conv(96), Conv(96, Stride = 2, Padding = 0, Name = "Double")]
[Pool(Kernel = 3, Stride = 2, Name = "Pooled", From = BlockModelAttribute.Input)]
[Concat("Double", "Pooled", From = "Patches")]
internal static class InceptionB;

/// <summary>Module C of 128 inner channels: 7x7 convolutions as a row and a column.</summary>
[BlockModel]
[Conv(192, Kernel = 1, Name = "Pixels")]
[Conv(128, Kernel = 1, From = BlockModelAttribute.Input)]
[Conv(128, KernelHeight = 1, KernelWidth = 7), Conv(192, KernelHeight = 7, KernelWidth = 1, Name = "Patches")]
[Conv(128, Kernel = 1, From = BlockModelAttribute.Input), Conv(128, KernelHeight = 7, KernelWidth = 1)]
[Conv(128, KernelHeight = 1, KernelWidth = 7)]
[Conv(128, KernelHeight = 7, KernelWidth = 1), Conv(192, KernelHeight = 1, KernelWidth = 7, Name = "Double")]
[Pool(Kind = PoolKind.Average, Kernel = 3, Stride = 1, Padding = 1, From = BlockModelAttribute.Input)]
[Conv(192, Kernel = 1, Name = "Pooled")]
[Concat("Patches", "Double", "Pooled", From = "Pixels")]
internal static class InceptionC128;

/// <summary>Module C of 160 inner channels: 7x7 convolutions as a row and a column.</summary>
[BlockModel]
[Conv(192, Kernel = 1, Name = "Pixels")]
[Conv(160, Kernel = 1, From = BlockModelAttribute.Input)]
[Conv(160, KernelHeight = 1, KernelWidth = 7), Conv(192, KernelHeight = 7, KernelWidth = 1, Name = "Patches")]
[Conv(160, Kernel = 1, From = BlockModelAttribute.Input), Conv(160, KernelHeight = 7, KernelWidth = 1)]
[Conv(160, KernelHeight = 1, KernelWidth = 7)]
[Conv(160, KernelHeight = 7, KernelWidth = 1), Conv(192, KernelHeight = 1, KernelWidth = 7, Name = "Double")]
[Pool(Kind = PoolKind.Average, Kernel = 3, Stride = 1, Padding = 1, From = BlockModelAttribute.Input)]
[Conv(192, Kernel = 1, Name = "Pooled")]
[Concat("Patches", "Double", "Pooled", From = "Pixels")]
internal static class InceptionC160;

/// <summary>Module C of 192 inner channels: 7x7 convolutions as a row and a column.</summary>
[BlockModel]
[Conv(192, Kernel = 1, Name = "Pixels")]
[Conv(192, Kernel = 1, From = BlockModelAttribute.Input)]
[Conv(192, KernelHeight = 1, KernelWidth = 7), Conv(192, KernelHeight = 7, KernelWidth = 1, Name = "Patches")]
[Conv(192, Kernel = 1, From = BlockModelAttribute.Input), Conv(192, KernelHeight = 7, KernelWidth = 1)]
[Conv(192, KernelHeight = 1, KernelWidth = 7)]
[Conv(192, KernelHeight = 7, KernelWidth = 1), Conv(192, KernelHeight = 1, KernelWidth = 7, Name = "Double")]
[Pool(Kind = PoolKind.Average, Kernel = 3, Stride = 1, Padding = 1, From = BlockModelAttribute.Input)]
[Conv(192, Kernel = 1, Name = "Pooled")]
[Concat("Patches", "Double", "Pooled", From = "Pixels")]
internal static class InceptionC192;

/// <summary>Module D, which halves height and width.</summary>
[BlockModel]
[Conv(192, Kernel = 1), Conv(320, Stride = 2, Padding = 0, Name = "Patches")]
[Conv(192, Kernel = 1, From = BlockModelAttribute.Input), Conv(192, KernelHeight = 1, KernelWidth = 7)]
[Conv(192, KernelHeight = 7, KernelWidth = 1)]
[Conv(192, Stride = 2, Padding = 0, Name = "Double")]
[Pool(Kernel = 3, Stride = 2, Name = "Pooled", From = BlockModelAttribute.Input)]
[Concat("Double", "Pooled", From = "Patches")]
internal static class InceptionD;

/// <summary>Module E: rows and columns of 3x3 convolutions side by side.</summary>
[BlockModel]
[Conv(320, Kernel = 1, Name = "Pixels")]
[Conv(384, Kernel = 1, Name = "Narrow", From = BlockModelAttribute.Input)]
[Conv(384, KernelHeight = 1, Name = "Rows"), Conv(384, KernelWidth = 1, Name = "Columns", From = "Narrow")]
[Conv(448, Kernel = 1, From = BlockModelAttribute.Input), Conv(384, Name = "Double")]
[Conv(384, KernelHeight = 1, Name = "DoubleRows"), Conv(384, KernelWidth = 1, Name = "DoubleColumns", From = "Double")]
[Pool(Kind = PoolKind.Average, Kernel = 3, Stride = 1, Padding = 1, From = BlockModelAttribute.Input)]
[Conv(192, Kernel = 1, Name = "Pooled")]
[Concat("Rows", "Columns", "DoubleRows", "DoubleColumns", "Pooled", From = "Pixels")]
internal static class InceptionE;
