using ScottPlot;

namespace CompactCnn.CommandLine.Tests;

/// <summary>However many methods a report shows, each looks like no other, and is seen, in light and in dark.</summary>
public sealed class SeriesStyleTests
{
    // Of 442 between black and white; the eye tells two points of a nearer colour by their shape.
    private const double Close = 60;

    private static ChartTheme[] Themes => [ChartTheme.Light, ChartTheme.Dark];

    [Fact]
    public void EveryMethodDiffersInColourAndShape()
    {
        foreach (ChartTheme theme in Themes)
        {
            (Color Color, MarkerShape Marker)[] styles = [.. Styles(ComparisonMethods.All).Select(style => (theme.Visible(style.Color), style.Marker))];
            Assert.Distinct(styles.Select(style => style.Color));
            foreach ((int index, (Color color, MarkerShape marker)) in styles.Index())
                Assert.DoesNotContain(styles[(index + 1)..], other => Distance(color, other.Color) < Close && other.Marker == marker);
        }
    }

    [Fact]
    public void EveryColourIsSeenOnItsBackground() => Assert.All(
        Themes,
        theme => Assert.All(
            Enumerable.Range(0, SeriesStyle.Count).Select(SeriesStyle.At).Append(SeriesStyle.Reference),
            style => Assert.True(ColorContrast.Between(theme.Visible(style.Color), theme.Background) >= ChartTheme.LeastContrast, style.ToString())));

    [Fact]
    public void ContrastIsThatOfTheStandard()
    {
        Assert.Equal(21, ColorContrast.Between(Colors.Black, Colors.White), 3);
        Assert.Equal(1, ColorContrast.Between(Colors.Red, Colors.Red), 3);
        Assert.Equal(4.54, ColorContrast.Between(Color.FromHex("#767676"), Colors.White), 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void VariedMethodsHaveColoursBesideAllOthers(int count)
    {
        ComparisonMethod[] varied = [.. Enumerable.Range(1, count).Select(i => ComparisonMethods.Named(FormattableString.Invariant($"cucb+reselect-every={i}")))];
        ComparisonMethod[] shown = [.. ComparisonMethods.All, .. varied];
        HashSet<Color> taken = [.. ComparisonMethods.All.Select(method => MethodStyle.Of(method, shown).Color)];
        Assert.All(varied, method => Assert.DoesNotContain(MethodStyle.Of(method, shown).Color, taken));
    }

    private static IEnumerable<SeriesStyle> Styles(IReadOnlyList<ComparisonMethod> methods) => methods.Select(method => MethodStyle.Of(method, methods));

    private static double Distance(Color one, Color other) =>
        Math.Sqrt(Math.Pow(one.R - other.R, 2) + Math.Pow(one.G - other.G, 2) + Math.Pow(one.B - other.B, 2));
}
