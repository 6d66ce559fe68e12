using ScottPlot;

namespace CompactCnn.Examples;

/// <summary>The colours around the data.</summary>
/// <param name="Background">Behind everything.</param>
/// <param name="Text">Of words and axes.</param>
/// <param name="Grid">Of the lines behind the data.</param>
internal sealed record ChartTheme(Color Background, Color Text, Color Grid)
{
    public static ChartTheme Light { get; } = new(Colors.White, Color.FromHex("#1f2328"), Color.FromHex("#e3e6ea"));

    public static ChartTheme Dark { get; } = new(Color.FromHex("#15181c"), Color.FromHex("#e6e8ea"), Color.FromHex("#30353b"));

    // Told apart in print and by most eyes (Okabe and Ito, 2008), then their darker relatives.
    private static readonly string[] Palette =
        ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d31", "#7f7f7f", "#17becf", "#9467bd", "#bcbd22"];

    /// <summary>The colour of a method, the same in every chart.</summary>
    public static Color Of(ComparisonMethod method) =>
        method is DenseMethod ? Color.FromHex("#7f7f7f") : Color.FromHex(Palette[Math.Max(0, ComparisonMethods.Order(method) - 1) % Palette.Length]);

    /// <summary>Gives a chart these colours.</summary>
    public void Apply(Plot plot)
    {
        plot.FigureBackground.Color = Background;
        plot.DataBackground.Color = Background;
        plot.Axes.Color(Text);
        plot.Grid.MajorLineColor = Grid;
        plot.Legend.BackgroundColor = Background;
        plot.Legend.FontColor = Text;
        plot.Legend.OutlineColor = Grid;
        plot.Legend.ShadowColor = Colors.Transparent;
    }
}
