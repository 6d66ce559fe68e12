using ScottPlot;

namespace CompactCnn.CommandLine;

/// <summary>The colours around the data.</summary>
/// <param name="Background">Behind everything.</param>
/// <param name="Text">Of words and axes.</param>
/// <param name="Grid">Of the lines behind the data.</param>
/// <param name="Muted">Of data that others are held against.</param>
internal sealed record ChartTheme(Color Background, Color Text, Color Grid, Color Muted)
{
    /// <summary>The least contrast of data with what is behind it (WCAG 2.1, 1.4.11).</summary>
    public const double LeastContrast = 3;

    private const float FontSize = 13;

    public static ChartTheme Light { get; } = Of("#ffffff", text: "#1f2328", grid: "#e3e6ea", muted: "#8d959e");

    public static ChartTheme Dark { get; } = Of("#15181c", text: "#e6e8ea", grid: "#30353b", muted: "#747d87");

    /// <summary>A colour, nearer to the text's as far as it must be to be seen on this background.</summary>
    public Color Visible(Color color)
    {
        Color visible = color;
        for (int step = 1; ColorContrast.Between(visible, Background) < LeastContrast; step++)
            visible = color.MixedWith(Text, step / 20.0);

        return visible;
    }

    /// <summary>Gives a chart these colours.</summary>
    public void Apply(Plot plot)
    {
        plot.FigureBackground.Color = Background;
        plot.DataBackground.Color = Background;
        plot.Axes.Color(Text);
        foreach (IAxis axis in plot.Axes.GetAxes())
        {
            axis.Label.Bold = false;
            axis.Label.FontSize = FontSize;
            axis.TickLabelStyle.FontSize = FontSize;
        }

        plot.Grid.MajorLineColor = Grid;
        plot.Legend.BackgroundColor = Background;
        plot.Legend.FontColor = Text;
        plot.Legend.FontSize = FontSize;
        plot.Legend.OutlineColor = Colors.Transparent;
        plot.Legend.ShadowColor = Colors.Transparent;
    }

    private static ChartTheme Of(string background, string text, string grid, string muted) =>
        new(Color.FromHex(background), Color.FromHex(text), Color.FromHex(grid), Color.FromHex(muted));
}
