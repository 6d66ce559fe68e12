using System.Globalization;

namespace CompactCnn.Generators.Declaration;

/// <summary>A size of feature maps or of windows over them, by axis.</summary>
/// <param name="Height">In rows.</param>
/// <param name="Width">In columns.</param>
internal readonly record struct Sides(int Height, int Width)
{
    /// <summary>Whether both are the same.</summary>
    public bool IsSquare => Height == Width;

    public static implicit operator Sides(int both) => new(both, both);

    /// <summary>As <c>3x1</c>.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}x{1}", Height, Width);
}

/// <summary>A size by axis, of which either may be absent.</summary>
/// <param name="Height">In rows, or null.</param>
/// <param name="Width">In columns, or null.</param>
internal readonly record struct OptionalSides(int? Height, int? Width)
{
    public static implicit operator OptionalSides(int? both) => new(both, both);

    /// <summary>What is stated, and of what is absent another size.</summary>
    public Sides Or(Sides absent) => new(Height ?? absent.Height, Width ?? absent.Width);
}
