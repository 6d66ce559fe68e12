namespace CompactCnn;

/// <summary>Appends the channels of named layers to those of the layer before. Nothing is tied by it.</summary>
/// <param name="others">Names of the layers, declared before, whose channels are appended.</param>
public sealed class ConcatAttribute(params string[] others) : LayerAttribute
{
    /// <summary>Names of the layers whose channels are appended.</summary>
    public IReadOnlyList<string> Others { get; } = others;
}
