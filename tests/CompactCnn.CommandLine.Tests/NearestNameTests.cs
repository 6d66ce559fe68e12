namespace CompactCnn.CommandLine.Tests;

/// <summary>The name that someone meant.</summary>
public sealed class NearestNameTests
{
    [Theory]
    [InlineData("trian", "train")]
    [InlineData("TRAIN", "train")]
    [InlineData("quikstart", "quickstart")]
    [InlineData("costs", "cost")]
    [InlineData("x", null)]
    [InlineData("something-else", null)]
    public void IsFoundAmongKnownOnes(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Of(name, ["quickstart", "models", "cost", "train", "doctor"]));
}
