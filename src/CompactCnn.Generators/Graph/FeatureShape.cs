using System.Globalization;

namespace CompactCnn.Generators.Graph;

/// <summary>The shape of one image's feature map, or of its flat features.</summary>
/// <param name="Channels">Channels, or features.</param>
/// <param name="Height">Height; 1 where flat.</param>
/// <param name="Width">Width; 1 where flat.</param>
/// <param name="IsFlat">A vector of features without height and width.</param>
internal sealed record FeatureShape(int Channels, int Height, int Width, bool IsFlat = false)
{
    /// <summary>Positions of one channel.</summary>
    public long Positions => (long)Height * Width;

    /// <summary>As <c>64x32x32</c>.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}x{1}x{2}", Channels, Height, Width);
}
