namespace CompactCnn;

/// <summary>
/// The means of parts of height and width that are as equal as they can be: part <c>i</c> of <c>n</c> begins at row
/// <c>floor(i H / n)</c> and ends before <c>ceil((i + 1) H / n)</c>.
/// </summary>
/// <param name="height">Height of the output.</param>
/// <param name="width">Width of the output.</param>
public sealed class AdaptivePoolAttribute(int height, int width) : LayerAttribute
{
    /// <summary>Height of the output.</summary>
    public int Height { get; } = height;

    /// <summary>Width of the output.</summary>
    public int Width { get; } = width;
}
