namespace CompactCnn.Models;

/// <summary>A block that reads the image twice: neither of its convolutions needs a gradient of what it reads.</summary>
[CompactModel(channels: 3, height: 8, width: 8)]
[Block(typeof(TwoStemsBlock)), GlobalPool, Linear(4)]
public sealed partial class TwoStems;

/// <summary>Two convolutions of what the block reads, side by side.</summary>
[BlockModel]
[Conv(8), Conv(8, Kernel = 1, From = BlockModelAttribute.Input), Concat("Conv1")]
public static class TwoStemsBlock;
