namespace CompactCnn;

/// <summary>
/// A block of the user's own: the layers of a class with <see cref="BlockModelAttribute"/>. Its members are called after
/// it, as <c>Block1Conv1</c>, <c>Block1Conv2</c>.
/// </summary>
/// <param name="block">The class that declares the block, in the source of the same project.</param>
public sealed class BlockAttribute(Type block) : LayerAttribute
{
    /// <summary>The class that declares the block.</summary>
    public Type Block { get; } = block;

    /// <summary>How many such blocks follow each other. Default 1.</summary>
    public int Repeat { get; set; } = 1;
}
