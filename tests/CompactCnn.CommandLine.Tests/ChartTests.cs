using System.Text;
using System.Xml.Linq;
using SkiaSharp;

namespace CompactCnn.CommandLine.Tests;

/// <summary>Every chart can be read: in light and in dark, on a telephone and on a page, with short names and with many.</summary>
public sealed class ChartTests
{
    // Of text with its background (WCAG 2.1, 1.4.3).
    private const double TextContrast = 4.5;

    private static readonly string[] Methods = ["dense", "cucb", "cucb+reselect-every=100+exploration=0.1", "literal", "random-schedule", "scratch-b", "scratch-b@cucb+reselect-every=100+exploration=0.1"];

    public static TheoryData<string> Models => ["fashion-vgg", "resnet110-cifar10", "densenet40-cifar10"];

    [Theory]
    [MemberData(nameof(Models))]
    public void EveryWordCanBeRead(string name)
    {
        DeclaredModel model = Zoo.Catalog.Find(name)!;
        foreach (Chart chart in ComparisonCharts.All(ComparisonSample.Of(model, Methods), model))
        {
            foreach (ChartCanvas canvas in ChartCanvas.All)
                AssertReadable(chart, canvas);
        }
    }

    [Fact]
    public void WordsThatOverlapAreNoticed()
    {
        var one = new SvgText("accuracy", ScottPlot.Colors.Black, 13, 10, 20);
        Assert.True(one.Overlaps(one with { Left = 40, Baseline = 25 }));
        Assert.False(one.Overlaps(one with { Baseline = 36 }));
        Assert.False(one.Overlaps(one with { Left = 70 }));
    }

    /// <summary>Skia leaves out of an SVG what its font lacks: names with such letters have another font, where the machine has one.</summary>
    [Fact]
    public void LettersThatTheUsualFontLacksAreDrawnByAnother()
    {
        SKTypeface[] fonts = [.. SKFontManager.Default.GetFontFamilies().Select(SKFontManager.Default.MatchFamily)];
        Rune? rare = Enumerable.Range(0xA0, 0x10000 - 0xA0).Where(Rune.IsValid).Select(code => (Rune?)new Rune(code)).FirstOrDefault(letter =>
            Rune.IsLetter(letter!.Value) && !ChartFonts.IsUsual(letter.Value) && fonts.Any(font => font.ContainsGlyph(letter.Value.Value)));
        foreach (string letter in (string[])["ü", .. rare is { } found ? (string[])[found.ToString()] : []])
        {
            var chart = new Chart("one", "One", _ => 200, canvas =>
            {
                var plot = new ScottPlot.Plot();
                BarRows.Add(plot, [1, 2], canvas.Theme.Grid, "kept");
                BarRows.Finish(plot, canvas, [$"Conv{letter}", "Conv2"], "channels");
                return plot;
            });
            Assert.Contains($"Conv{letter}", chart.Svg(ChartCanvas.LightWide), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EachChannelOfANetworkThatIsNotLargeHasARowOfItsOwn()
    {
        ModelGraph graph = Zoo.Catalog.Find("fashion-vgg")!.Graph;
        double[,] cells = ActivityChart.Cells([.. ComparisonSample.Activity(graph).Take(4)]);
        Assert.Equal(graph.FullWidths.Take(4).Sum(), cells.GetLength(0));
        // The channels of a group that were active alike keep their order: the even ones were not in the first epoch.
        Assert.Equal([0, 1, 1, 0], [cells[0, 0], cells[0, 1], cells[1, 0], cells[1, 1]]);
    }

    [Fact]
    public void CellsOfLargeNetworksAreMeans()
    {
        double[,] cells = ActivityChart.Cells([new GroupActivity("Conv1", [[.. Enumerable.Range(0, 1000).Select(channel => channel < 500 ? 1f : 0f)]])]);
        Assert.InRange(cells.GetLength(0), 300, 400);
        Assert.Equal(500, Enumerable.Range(0, cells.GetLength(0)).Sum(row => cells[row, 0]) * 3, 3.0);
    }

    [Theory]
    [InlineData("cucb", "cucb")]
    [InlineData("cucb+reselect-every=100", "cucb+reselect-every=100")]
    [InlineData("cucb+reselect-every=100+exploration=0.1", "cucb+reselect-every=100\n  +exploration=0.1")]
    [InlineData("scratch-b@cucb+reselect-every=100", "scratch-b@cucb\n  +reselect-every=100")]
    public void LongNamesBreakWhereASettingBegins(string name, string wrapped) => Assert.Equal(wrapped, ChartLegend.Wrapped(name, 30));

    private static void AssertReadable(Chart chart, ChartCanvas canvas)
    {
        string svg = chart.Svg(canvas);
        XElement root = XDocument.Parse(svg).Root!;
        string where = $"{chart.Name}, {canvas}";
        Assert.Equal($"0 0 {canvas.Width} {chart.Height(canvas)}", root.Attribute("viewBox")!.Value);
        Assert.Contains("image-rendering:pixelated", root.Attribute("style")!.Value, StringComparison.Ordinal);
        IReadOnlyList<SvgText> words = SvgText.Of(svg);
        Assert.NotEmpty(words);
        foreach (SvgText word in words)
        {
            Assert.True(ColorContrast.Between(word.Color, canvas.Theme.Background) >= TextContrast, $"{where}: '{word.Text}' is {word.Color.ToHex()}");
            Assert.True(word.Size >= 12, $"{where}: '{word.Text}' is {word.Size} high");
        }

        SvgText[] placed = [.. words.Where(word => !double.IsNaN(word.Left))];
        foreach ((int index, SvgText word) in placed.Index())
        {
            Assert.True(word.Left >= -1 && word.Right <= canvas.Width && word.Baseline <= chart.Height(canvas), $"{where}: '{word.Text}' is cut");
            Assert.All(placed[(index + 1)..], other => Assert.False(word.Overlaps(other), $"{where}: '{word.Text}' and '{other.Text}' overlap"));
        }
    }
}
