using System.Collections.Immutable;
using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Tests;

/// <summary>CCNN0201 to 0204: what is said of channels that depend on each other.</summary>
public class CouplingDiagnosticsTests
{
    [Fact]
    public void TheTiesOfResNet56() => GeneratorHarness.Refuse(
        """
        using CompactCnn;
        [CompactModel(channels: 3, height: 32, width: 32)]
        [Conv(16)]
        [{|CCNN0201:BasicBlock(16, Repeat = 9)|}]
        [{|CCNN0201:BasicBlock(32, Stride = 2, Repeat = 9)|}]
        [{|CCNN0201:BasicBlock(64, Stride = 2, Repeat = 9)|}]
        [GlobalPool, Linear(10)]
        public sealed partial class ResNet56;
        """,
        Message("'Block1Add' ('Add' of BasicBlock, repetition 1 of 9)", "10", "Conv1, Block1Conv2, Block2Conv2, ... Block9Conv2", "16", "160"),
        Message("'Block10Add' ('Add' of BasicBlock, repetition 1 of 9)", "10", "Block10Conv2, Block10Shortcut, Block11Conv2, ... Block18Conv2", "32", "320"),
        Message("'Block19Add' ('Add' of BasicBlock, repetition 1 of 9)", "10", "Block19Conv2, Block19Shortcut, Block20Conv2, ... Block27Conv2", "64", "640"));

    [Fact]
    public void ATieIsReportedOnceOnItsFirstAddition() => Refuse(
        "Conv(4), Conv(4), {|CCNN0201:Add(\"Conv1\", Name = \"Sum\")|}, Conv(4), Add(\"Sum\")",
        Message("'Sum'", "3", "Conv1, Conv2, Conv3", "4", "12"));

    [Theory]
    [InlineData("Conv(4), Conv(4), Add(\"Conv1\", Coupling = Coupling.Shared)")]
    [InlineData("Conv(4), Conv(4), Add(\"Conv1\"), Conv(4), Add(\"Add1\", Coupling = Coupling.Shared)")]
    [InlineData("Conv(4, Prunable = false), Conv(4), Add(\"Conv1\")")]
    [InlineData("Conv(4), Conv(4, Prunable = false), Add(\"Conv1\")")]
    [InlineData("Conv(4), BasicBlock(4, Prunable = false)")]
    [InlineData("Conv(4), BasicBlock(4, Coupling = Coupling.Shared)")]
    [InlineData("Conv(4), InvertedResidual(4, 2, Coupling = Coupling.Shared)")]
    [InlineData("Pool, InvertedResidual(4, 2, Repeat = 3, Prunable = false)")]
    [InlineData("Conv(4), Conv(4), DepthwiseConv(Prunable = false), Add(\"Conv1\")")]
    [InlineData("Conv(4), DepthwiseConv")]
    [InlineData("Conv(4), Pool(Kernel = 1), Add(\"Conv1\")")]
    [InlineData("Conv(4), SqueezeExcite(Channels = 2), Conv(5), Conv(5), Multiply(\"Conv2\"), Conv(6), Conv(6, From = \"Conv4\"), Multiply(\"Conv5\")")]
    [InlineData("Conv(4), SqueezeExcite(Channels = 2), Add(\"Conv1\")")]
    public void ATieIsAcceptedOrExcludedOnEitherEnd(string layers) => GeneratorHarness.Accept(Model(layers));

    /// <summary>What makes factors is no choice of its own.</summary>
    [Fact]
    public void AFactorIsNotCountedAmongTheTiedLayers() => Refuse(
        "Conv(4), Conv(4), SqueezeExcite(Channels = 2), {|CCNN0201:Add(\"Conv1\")|}",
        Message("'Add1'", "2", "Conv1, Conv2", "4", "8"));

    [Fact]
    public void TheReadersOfADenseBlock() => Refuse(
        "Conv(4), {|CCNN0202:DenseBlock(4, 3)|}, {|CCNN0202:DenseBlock(1, 3)|}",
        "'DenseBlock1' passes the channels of 'Conv1' to 6 layers (DenseBlock1Layer1Conv1, DenseBlock1Layer2Conv1, DenseBlock1Layer3Conv1, ... Linear1): nothing is tied, but a channel that is dropped is missing in all of them",
        "'DenseBlock2' passes the channels of 'Conv1' to 6 layers (DenseBlock1Layer1Conv1, DenseBlock1Layer2Conv1, DenseBlock1Layer3Conv1, ... Linear1): nothing is tied, but a channel that is dropped is missing in all of them");

    [Fact]
    public void AConcatenationThatOneLayerReadsIsNoMatter() =>
        Assert.Empty(GeneratorHarness.Accept(Model("Pool, Conv(4), Conv(4, From = \"Pool1\"), Concat(\"Conv1\")")).Diagnostics);

    [Fact]
    public void AGroupedConvolutionTiesWhatItsGroupsRead() => Refuse(
        "Pool, Conv(8), Conv(8, From = \"Pool1\"), Concat(\"Conv1\"), {|CCNN0203:Conv(8, Groups = 4)|}",
        "'Conv3' has 4 convolution groups that stay equally wide, which ties 2 layers (Conv1, Conv2): each of their 8 channels is kept or dropped in all of them, so that 4 independent choices remain of 16; accept it by Coupling = Coupling.Shared on [CompactModel], exclude it by Prunable = false, or let one layer make what it reads");

    [Fact]
    public void AnAdditionOfGroupedConvolutionsLeavesTheirArms() => Refuse(
        "Conv(8), Conv(8, Groups = 4), {|CCNN0201:Add(\"Conv1\")|}",
        Message("'Add1'", "2", "Conv1, Conv2", "8", "16", "2"));

    [Theory]
    [InlineData("Conv(8), Conv(4), Concat(\"Conv1\"), {|CCNN0204:Conv(8, Groups = 2)|}", "'Conv3' reads 4 + 8 channels in 2 convolution groups: equally many channels must be left out of every convolution group, which cannot be where one group reads other parts than the next, so a compact network keeps every channel of Conv2, Conv1")]
    [InlineData("Conv(8), Conv(4, Prunable = false), Concat(\"Conv1\"), {|CCNN0204:Conv(8, Groups = 2)|}", "'Conv3' reads 4 + 8 channels in 2 convolution groups: equally many channels must be left out of every convolution group, which cannot be where one group reads other parts than the next, so a compact network keeps every channel of Conv1")]
    [InlineData("Conv(8), Conv(6), Concat(\"Conv1\"), Conv(14), {|CCNN0204:Add(\"Concat1\")|}, Conv(5)", "'Add1' adds 6 + 8 channels to 14 channels: the same channels must be left out on both sides of an addition, which cannot be where the sides are put together from different parts, so a compact network keeps every channel of Conv3, Conv2, Conv1")]
    [InlineData("Conv(9), ChannelShuffle(3), {|CCNN0204:ChannelShuffle(9)|}, Add(\"Conv1\"), Conv(5)", "'ChannelShuffle2' shuffles 9 channels in 9 groups: the same channels must be left out of every group, which cannot be where one group is made of other parts than the next, so a compact network keeps every channel of Conv1")]
    [InlineData("Conv(8), Conv(6), Concat(\"Conv1\"), {|CCNN0204:SqueezeExcite(Channels = 4)|}, Conv(5)", "'SqueezeExcite1Multiply' ('Multiply' of SqueezeExcite) multiplies 6 + 8 channels by 14 channels: the same channels must be left out on both sides of a product, which cannot be where the sides are put together from different parts, so a compact network keeps every channel of Conv2, Conv1, SqueezeExcite1Excite")]
    public void ChannelsThatCannotBeDropped(string layers, string fault) => Refuse(
        layers,
        fault + "; put equally wide parts together, or accept it by Prunable = false on these layers");

    [Theory]
    [InlineData("Conv(8), Conv(16, Groups = 4)")]
    [InlineData("Conv(8, Prunable = false), Conv(4, Prunable = false), Concat(\"Conv1\"), Conv(8, Groups = 2)")]
    public void AGroupedConvolutionOfOneLayerIsNoMatter(string layers) => Assert.Empty(GeneratorHarness.Accept(Model(layers)).Diagnostics);

    /// <summary>One word accepts every tie of a residual network, so that it builds where warnings are errors.</summary>
    [Theory]
    [InlineData("Conv(16), BasicBlock(16, Repeat = 3), BasicBlock(32, Stride = 2, Repeat = 3), Bottleneck(64, Stride = 2), InvertedResidual(64, 2, Repeat = 2)")]
    [InlineData("Conv(4), Conv(4), Add(\"Conv1\")")]
    [InlineData("Pool, Conv(8), Conv(8, From = \"Pool1\"), Concat(\"Conv1\"), Conv(8, Groups = 4)")]
    public void TheMarkerAcceptsAllTies(string layers) => GeneratorHarness.Accept(
        HarnessSettings.Default with { WarningsAsErrors = true },
        Model(layers).Replace("width: 8", "width: 8, Coupling = Coupling.Shared", StringComparison.Ordinal));

    [Fact]
    public void TheMarkerTakesAMemberOfTheEnumeration() => GeneratorHarness.Refuse(
        "using CompactCnn;\n[{|CCNN0102:CompactModel(1, 8, 8, Coupling = (Coupling)2)|}, Conv(4), Linear(10)]\npublic sealed partial class Small;\n",
        "'Small': Coupling must be one of Warn, Shared but is 2");

    [Fact]
    public void APragmaSilencesAWarning() => GeneratorHarness.Accept("#pragma warning disable CCNN0201\n" + Model("Conv(4), BasicBlock(4)"));

    [Fact]
    public void AConfigurationSilencesAWarning() => GeneratorHarness.Accept(
        HarnessSettings.Default with { Severities = ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("CCNN0201", ReportDiagnostic.Suppress) },
        Model("Conv(4), InvertedResidual(4, 2)"));

    /// <summary>A model with a warning is generated like any other.</summary>
    [Fact]
    public void AWarningIsNoStub()
    {
        GeneratorOutcome outcome = GeneratorHarness.Run(HarnessSettings.Default, Model("Conv(4), BasicBlock(4)"));

        Assert.Equal("CCNN0201", Assert.Single(outcome.Diagnostics).Id);
        Assert.Equal(["Conv1", "Block1Conv1"], outcome.Load().Graph("Small").Groups.Select(group => group.Name));
    }

    private static string Message(string layer, string count, string layers, string channels, string all, string? choices = null) =>
        $"{layer} ties {count} layers ({layers}): each of their {channels} channels is kept or dropped in all of them, so that {choices ?? channels} independent choices remain of {all}; accept it by Coupling = Coupling.Shared, here or on [CompactModel] for the whole model, or exclude it by Prunable = false";

    private static void Refuse(string layers, params string[] messages) => GeneratorHarness.Refuse(Model(layers), messages);

    private static string Model(string layers) => $"using CompactCnn;\n[CompactModel(channels: 1, height: 8, width: 8)]\n[{layers}, Linear(10)]\npublic sealed partial class Small;\n";
}
