namespace CompactCnn.CommandLine;

/// <summary>What a chart is drawn on: text has the same size on each, so that none has to be scaled down to be seen.</summary>
/// <param name="Theme">The colours around the data.</param>
/// <param name="IsNarrow">Whether it is as wide as a telephone, or else as a page.</param>
internal sealed record ChartCanvas(ChartTheme Theme, bool IsNarrow)
{
    public static ChartCanvas LightWide { get; } = new(ChartTheme.Light, IsNarrow: false);

    public static ChartCanvas LightNarrow { get; } = new(ChartTheme.Light, IsNarrow: true);

    public static ChartCanvas DarkWide { get; } = new(ChartTheme.Dark, IsNarrow: false);

    public static ChartCanvas DarkNarrow { get; } = new(ChartTheme.Dark, IsNarrow: true);

    /// <summary>Every canvas.</summary>
    public static IReadOnlyList<ChartCanvas> All { get; } = [LightWide, LightNarrow, DarkWide, DarkNarrow];

    /// <summary>In pixels: on a telephone what is left of its 360 or 390 beside the margins.</summary>
    public int Width => IsNarrow ? 340 : 900;

    /// <summary>One of two values.</summary>
    public int Choose(int wide, int narrow) => IsNarrow ? narrow : wide;
}
