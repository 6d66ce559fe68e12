using CompactCnn.Generators.Tests.Harness;

namespace CompactCnn.Generators.Tests;

/// <summary>CCNN0107: what cannot be counted or addressed is refused, and never counted wrong.</summary>
public class SizeDiagnosticsTests
{
    private const string Limit = "2,147,483,647";

    [Theory]
    [InlineData("1, 8, 8", "{|CCNN0107:Conv(int.MaxValue)|}, Linear(10)", "'Conv1' has 137,438,953,408 elements in a feature map, more than " + Limit)]
    [InlineData("1, 1, 1", "Conv(100000), {|CCNN0107:Conv(100000)|}, Linear(10)", "'Conv2' has 90,000,000,000 parameters, more than " + Limit)]
    [InlineData("1, 1024, 1024", "Conv(2047), {|CCNN0107:Linear(10)|}", "'Linear1' has 21,464,350,730 parameters, more than " + Limit)]
    [InlineData("1, 8, 8", "Linear(46341), {|CCNN0107:Linear(46341)|}", "'Linear2' has 2,147,534,622 parameters, more than " + Limit)]
    [InlineData("1, 8, 8", "{|CCNN0107:Conv(1, Kernel = 46341)|}, Linear(10)", "'Conv1' has 2,147,488,281 parameters, more than " + Limit)]
    [InlineData("3, 224, 224", "{|CCNN0107:Conv(1_000_000)|}, Linear(10)", "'Conv1' has 50,176,000,000 elements in a feature map, more than " + Limit)]
    [InlineData("3, 8, 8", "Conv(1_000_000), {|CCNN0107:Conv(1_000_000)|}, Linear(10)", "'Conv2' has 9,000,000,000,000 parameters, more than " + Limit)]
    [InlineData("1, 1, 1", "{|CCNN0107:Conv(1, Padding = int.MaxValue)|}, Linear(10)", "'Conv1' has 18,446,744,047,939,747,849 elements in a feature map, more than " + Limit)]
    public void ALayer(string image, string layers, string fault) => GeneratorHarness.Refuse(
        Model($"CompactModel({image})", layers),
        fault + "; use fewer channels, smaller kernels or smaller images, or GlobalPool before a Linear");

    /// <summary>What one layer does, or what all of them do together, in one training step.</summary>
    [Theory]
    [InlineData("{|CCNN0107:Conv(1, Kernel = 37839)|}", "Conv1", "3,074,619,376,479,747,600")]
    [InlineData("Conv(1, Kernel = 30001), {|CCNN0107:Conv(1, Kernel = 30001)|}", "Conv2", "3,865,569,771,766,791,200")]
    [InlineData("DepthwiseConv(Kernel = 30001), {|CCNN0107:Conv(1, Kernel = 30001)|}", "Conv1", "3,865,569,771,766,791,200")]
    public void TheWorkOfAllLayers(string layers, string layer, string macs) => GeneratorHarness.Refuse(
        Model("CompactModel(1, 46340, 46340)", layers + ", Pool(Kernel = 46340), Linear(10)"),
        $"'{layer}' has {macs} multiply-accumulates up to it, more than 3,074,457,345,618,258,602; use fewer channels, smaller kernels or smaller images, or GlobalPool before a Linear");

    [Theory]
    [InlineData("1, 46341, 46341", "2,147,488,281")]
    [InlineData("int.MaxValue, int.MaxValue, int.MaxValue", "9,903,520,300,447,984,150,353,281,023")]
    public void TheImage(string image, string elements) => GeneratorHarness.Refuse(
        Model($"{{|CCNN0107:CompactModel({image})|}}", "GlobalPool, Linear(10)"),
        $"'Small' has {elements} elements in a feature map, more than {Limit}; use fewer channels, smaller kernels or smaller images, or GlobalPool before a Linear");

    [Theory]
    [InlineData("CompactModel(int.MaxValue, 1, 1)", "GlobalPool, Linear(1, Bias = false)")]
    [InlineData("CompactModel(1, 46340, 46340)", "Pool(Kernel = 46340), Linear(10)")]
    [InlineData("CompactModel(1, 46340, 46340)", "Conv(1, Kernel = 37837), Pool(Kernel = 46340), Linear(10)")]
    [InlineData("CompactModel(1, 8, 8)", "Conv(1_000_000), Linear(10)")]
    [InlineData("CompactModel(1, 1, 1)", "Linear(46340), Linear(46340, Bias = false), Linear(10)")]
    public void WhatJustFitsIsAccepted(string marker, string layers) => GeneratorHarness.Accept("#pragma warning disable CCNN0501\n" + Model(marker, layers));

    /// <summary>The absurd is refused too, by whatever rule, and computed without wrapping around.</summary>
    [Theory]
    [InlineData("Conv(4, Dilation = int.MaxValue)")]
    [InlineData("Conv(4, Kernel = int.MaxValue)")]
    [InlineData("Conv(4, Kernel = int.MaxValue, Dilation = int.MaxValue)")]
    [InlineData("Conv(4, Kernel = 5, Dilation = 1073741825)")]
    [InlineData("Conv(4, Kernel = 65537, Dilation = 65536)")]
    [InlineData("Pool(Kernel = int.MaxValue)")]
    [InlineData("Pool(Kernel = int.MaxValue, Padding = int.MaxValue / 2, Stride = int.MaxValue)")]
    public void TheAbsurd(string layer)
    {
        GeneratorOutcome outcome = GeneratorHarness.Run(HarnessSettings.Default, Model("CompactModel(1, 8, 8)", layer + ", Linear(10)"));

        Assert.All(outcome.Diagnostics, diagnostic => Assert.Contains(diagnostic.Id, new[] { "CCNN0101", "CCNN0107", "CCNN0206" }));
        Assert.All(outcome.Diagnostics, diagnostic => Assert.DoesNotContain("'-", diagnostic.GetMessage(), StringComparison.Ordinal));
    }

    private static string Model(string marker, string layers) => $"using CompactCnn;\n[{marker}]\n[{layers}]\npublic sealed partial class Small;\n";
}
