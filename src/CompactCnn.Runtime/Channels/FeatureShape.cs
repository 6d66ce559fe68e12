namespace CompactCnn;

/// <summary>The shape of one image's feature map; a flattened one is <c>features x 1 x 1</c>.</summary>
/// <param name="Channels">Channels or features.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Width">Width in pixels.</param>
public readonly record struct FeatureShape(int Channels, int Height, int Width)
{
    /// <summary>Numbers in the feature map.</summary>
    public long Elements => (long)Channels * Height * Width;

    /// <summary>As <c>64x32x32</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Channels}x{Height}x{Width}");
}
