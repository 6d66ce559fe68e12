namespace CompactCnn.CommandLine.Tests;

/// <summary>However many methods a report shows, each has a colour.</summary>
public sealed class ChartThemeTests
{
    [Fact]
    public void EveryMethodHasAColourOfItsOwn()
    {
        IEnumerable<ScottPlot.Color> colors = ComparisonMethods.All.Select(method => ChartTheme.Of(method, ComparisonMethods.All));
        Assert.Distinct(colors);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void VariedMethodsHaveColoursBesideAllOthers(int count)
    {
        ComparisonMethod[] varied = [.. Enumerable.Range(1, count).Select(i => ComparisonMethods.Named(FormattableString.Invariant($"cucb+reselect-every={i}")))];
        ComparisonMethod[] shown = [.. ComparisonMethods.All, .. varied];
        HashSet<ScottPlot.Color> taken = [.. ComparisonMethods.All.Select(method => ChartTheme.Of(method, shown))];
        Assert.All(varied, method => Assert.DoesNotContain(ChartTheme.Of(method, shown), taken));
    }
}
