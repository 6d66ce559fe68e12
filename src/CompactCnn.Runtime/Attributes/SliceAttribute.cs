namespace CompactCnn;

/// <summary>
/// One of equal parts of the channels. A part of what one layer makes ties that layer's channels: all parts keep as many of them,
/// at equal places.
/// </summary>
/// <param name="part">Which part, from 0.</param>
/// <param name="parts">Of how many; they divide the channels.</param>
public sealed class SliceAttribute(int part, int parts) : LayerAttribute
{
    /// <summary>Which part, from 0.</summary>
    public int Part { get; } = part;

    /// <summary>Of how many.</summary>
    public int Parts { get; } = parts;
}
