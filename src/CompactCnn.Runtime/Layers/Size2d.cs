using static System.FormattableString;

namespace CompactCnn;

/// <summary>A size of feature maps or of windows over them, by axis. A number is a size of as many rows as columns.</summary>
/// <param name="Height">In rows.</param>
/// <param name="Width">In columns.</param>
public readonly record struct Size2d(int Height, int Width)
{
    /// <summary>As many rows as columns.</summary>
    /// <param name="both">The number of either.</param>
    public static implicit operator Size2d(int both) => FromInt32(both);

    /// <summary>As many rows as columns.</summary>
    /// <param name="both">The number of either.</param>
    /// <returns>The size.</returns>
    public static Size2d FromInt32(int both) => new(both, both);

    /// <summary>As <c>3</c>, or <c>3x1</c> where the axes differ.</summary>
    public override string ToString() => Height == Width ? Invariant($"{Height}") : Invariant($"{Height}x{Width}");

    /// <summary>As the library takes it.</summary>
    internal long[] ToArray() => [Height, Width];
}
