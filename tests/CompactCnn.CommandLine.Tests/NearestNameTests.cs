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

    [Theory]
    [InlineData("--lr", "--learning-rate")]
    [InlineData("--ftlr", "--fine-tune-learning-rate")]
    [InlineData("--learning_rate", "--learning-rate")]
    [InlineData("--learn", "--learning-rate")]
    [InlineData("--batch-size", "--batch")]
    [InlineData("--epoch", "--epochs")]
    [InlineData("--momentum", null)]
    public void AnAbbreviationIsMeant(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Of(name, ["--fine-tune-learning-rate", "--learning-rate", "--learning-rate-warmup", "--batch", "--epochs", "--out", "--seed"]));

    [Fact]
    public void OfManyTheNearestAreShown()
    {
        Assert.Equal("did you mean 'cost'? the nearest of 5 are cost, models, doctor", NearestName.Hint("costs", ["quickstart", "models", "cost", "train", "doctor"]));
        Assert.Equal("expected one of onnx, safetensors", NearestName.Hint("png", ["onnx", "safetensors"]));
    }
}
