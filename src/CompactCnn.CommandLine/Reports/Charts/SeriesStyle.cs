using ScottPlot;

namespace CompactCnn.CommandLine;

/// <summary>How a series of data looks; by colour and shape, so that print and eyes that confuse colours can distinguish it.</summary>
/// <param name="Color">Its colour, before a theme makes it visible.</param>
/// <param name="Marker">The shape of its points.</param>
internal sealed record SeriesStyle(Color Color, MarkerShape Marker)
{
    // Distinct in print and for most eyes (Okabe and Ito, 2008), then their darker and lighter relatives.
    private static readonly string[] Palette =
    [
        "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d31", "#17becf", "#9467bd", "#bcbd22", "#3b8ea5", "#393b79",
        "#843c39", "#637939", "#e7969c", "#a55194", "#1b4f3a", "#b5a2d8", "#6b4c9a", "#c7a76c", "#4f7a28", "#a33b20", "#5e6b73", "#8fb8a8",
    ];

    private static readonly MarkerShape[] Shapes =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond,
        MarkerShape.FilledTriangleDown, MarkerShape.OpenCircle, MarkerShape.OpenSquare, MarkerShape.OpenTriangleUp,
        MarkerShape.OpenDiamond, MarkerShape.OpenTriangleDown, MarkerShape.Eks,
    ];

    /// <summary>The full network, that all others are held against.</summary>
    public static SeriesStyle Reference { get; } = new(Color.FromHex("#7f7f7f"), MarkerShape.Cross);

    /// <summary>How many there are before colours come again.</summary>
    public static int Count => Palette.Length;

    /// <summary>The style of a place in an order; shapes come again after fewer than colours, by steps that keep near colours apart.</summary>
    public static SeriesStyle At(int index) =>
        new(Color.FromHex(Palette[index % Palette.Length]), Shapes[(index + (3 * (index / Shapes.Length))) % Shapes.Length]);
}
