namespace CompactCnn.Models;

/// <summary>Blocks of the user's own: repeated, named, one in another, one that reads what it is given twice.</summary>
[CompactModel(channels: 3, height: 10, width: 10)]
[Conv(6), Block(typeof(Residual), Repeat = 2), Pool]
[Block(typeof(Split), Name = "Wide"), Conv(6, Kernel = 1), Block(typeof(Residual))]
[Concat("Wide"), Conv(7), GlobalPool, Linear(5)]
public sealed partial class OwnBlocks;

/// <summary>A residual block that expands, filters and projects.</summary>
[BlockModel]
[Conv(9, Kernel = 1, Activation = Activation.SiLU), DepthwiseConv(Activation = Activation.ReLU6)]
[Conv(6, Kernel = 1, Norm = Norm.None, Activation = Activation.None)]
[Add(BlockModelAttribute.Input, Coupling = Coupling.Shared, Activation = Activation.LeakyReLU)]
public static class Residual;

/// <summary>Two branches that are joined, one of them a block of its own.</summary>
[BlockModel]
[Conv(4, Name = "Narrow"), Conv(6, Kernel = 1, From = BlockModelAttribute.Input), Block(typeof(Residual), Name = "Deep"), Concat("Narrow")]
public static class Split;
