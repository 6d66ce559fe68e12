using ScottPlot;

namespace CompactCnn.CommandLine;

/// <summary>The colours around the data.</summary>
/// <param name="Background">Behind everything.</param>
/// <param name="Text">Of words and axes.</param>
/// <param name="Grid">Of the lines behind the data.</param>
internal sealed record ChartTheme(Color Background, Color Text, Color Grid)
{
    public static ChartTheme Light { get; } = new(Colors.White, Color.FromHex("#1f2328"), Color.FromHex("#e3e6ea"));

    public static ChartTheme Dark { get; } = new(Color.FromHex("#15181c"), Color.FromHex("#e6e8ea"), Color.FromHex("#30353b"));

    // Told apart in print and by most eyes (Okabe and Ito, 2008), then their darker and lighter relatives.
    private static readonly string[] Palette =
    [
        "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d31", "#17becf", "#9467bd", "#bcbd22", "#3b8ea5", "#393b79", "#843c39", "#637939",
        "#e7969c", "#a55194", "#1b4f3a", "#b5a2d8", "#6b4c9a", "#c7a76c", "#4f7a28", "#a33b20", "#5e6b73", "#8fb8a8",
    ];

    /// <summary>The colour of a method: its own in every report, or, of a varied one, the first that no other of the report has.</summary>
    /// <param name="method">The method.</param>
    /// <param name="shown">The methods of the report.</param>
    public static Color Of(ComparisonMethod method, IReadOnlyList<ComparisonMethod> shown)
    {
        if (method is DenseMethod)
            return Color.FromHex("#7f7f7f");

        int plain = PlainColor(method);
        if (plain >= 0)
            return Color.FromHex(Palette[plain]);

        ComparisonMethod[] varied = [.. shown.Where(other => other is not DenseMethod && PlainColor(other) < 0)];
        int[] free = [.. Enumerable.Range(0, Palette.Length).Except(shown.Select(PlainColor))];
        return Color.FromHex(Palette[free[Math.Max(0, Array.IndexOf(varied, method)) % free.Length]]);
    }

    private static int PlainColor(ComparisonMethod method) => ComparisonMethods.Names.IndexOf(method.Name) - 1;

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
