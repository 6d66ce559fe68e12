using System.Collections.Immutable;
using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Tests;

/// <summary>What composite blocks are made of, what they are called, and what is generated for them.</summary>
public class BlockTests
{
    [Theory]
    [InlineData("BasicBlock(8)", "Block1Conv1 Block1Conv2 Block1Shortcut")]
    [InlineData("Conv(8), BasicBlock(8)", "Conv1 Block1Conv1 Block1Conv2")]
    [InlineData("Conv(8), BasicBlock(8, Stride = 2, Repeat = 2)", "Conv1 Block1Conv1 Block1Conv2 Block1Shortcut Block2Conv1 Block2Conv2")]
    [InlineData("Bottleneck(8)", "Block1Conv1 Block1Conv2 Block1Conv3 Block1Shortcut")]
    [InlineData("Conv(8), InvertedResidual(8, 2), InvertedResidual(6, 1)", "Conv1 Block1Expand Block1Depthwise Block1Project Block2Depthwise Block2Project")]
    [InlineData("Conv(8), BasicBlock(8, Repeat = 2), BasicBlock(8, Name = \"Late\"), Bottleneck(8, Name = \"Two\", Repeat = 2)", "Conv1 Block1Conv1 Block1Conv2 Block2Conv1 Block2Conv2 LateConv1 LateConv2 Two1Conv1 Two1Conv2 Two1Conv3 Two2Conv1 Two2Conv2 Two2Conv3")]
    [InlineData("Conv(4), DenseBlock(2, 3), Transition(0.5)", "Conv1 DenseBlock1Layer1Conv1 DenseBlock1Layer2Conv1 Transition1Conv")]
    [InlineData("Conv(4), DenseBlock(1, 3, Bottleneck = true)", "Conv1 DenseBlock1Layer1Conv1 DenseBlock1Layer1Conv2")]
    [InlineData("Fire(8, 2, Repeat = 2), Fire(6, 3, Name = \"Late\")", "Block1Squeeze Block1Expand1x1 Block1Expand3x3 Block2Squeeze Block2Expand1x1 Block2Expand3x3 LateSqueeze LateExpand1x1 LateExpand3x3")]
    [InlineData("Conv(8), InvertedResidual(8), InvertedResidual(8, Expanded = 8), InvertedResidual(6, Expanded = 9, SqueezeChannels = 2)", "Conv1 Block1Depthwise Block1Project Block2Depthwise Block2Project Block3Expand Block3Depthwise Block3Squeeze Block3Excite Block3Project")]
    [InlineData("Conv(8), SqueezeExcite(Channels = 2), SqueezeExcite(Reduction = 2, Name = \"Late\")", "Conv1 SqueezeExcite1Squeeze SqueezeExcite1Excite LateSqueeze LateExcite")]
    [InlineData("Conv(8), Bottleneck(8, Expansion = 1, GroupWidth = 4, SqueezeReduction = 4, Repeat = 2)", "Conv1 Block1Conv1 Block1Conv2 Block1Squeeze Block1Excite Block1Conv3 Block2Conv1 Block2Conv2 Block2Squeeze Block2Excite Block2Conv3")]
    public void MembersAreCalledAfterTheirBlock(string layers, string convolutions)
    {
        ModelGraph graph = Accept(layers).Load().Graph("Small");

        Assert.Equal(convolutions.Split(' '), graph.Operations.Where(operation => operation is CompactCnn.ConvolutionOperation or CompactCnn.DepthwiseConvolutionOperation).Select(operation => operation.Name));
    }

    [Theory]
    [InlineData("Conv(8), BasicBlock(8, Repeat = 2), Add(\"Block1\")")]
    [InlineData("Conv(8), BasicBlock(8, Repeat = 2, Name = \"Stage\"), Conv(8), Add(\"Stage\", \"Stage1\", \"Stage2\")")]
    [InlineData("Conv(8), DenseBlock(2, 3), Transition(1.0), Conv(9), Conv(5, From = \"DenseBlock1\", Stride = 2), Concat(\"Conv2\", \"Transition1\")")]
    public void BlocksAreReferredToByName(string layers) => Accept(layers);

    [Fact]
    public void ResidualStagesAreGroups()
    {
        ModelGraph graph = Accept("Conv(8), BasicBlock(8, Repeat = 2), BasicBlock(12, Stride = 2, Repeat = 2)").Load().Graph("Small");

        Assert.Equal(["Conv1", "Block1Conv1", "Block2Conv1", "Block3Conv1", "Block3Conv2", "Block4Conv1"], graph.Groups.Select(group => group.Name));
        Assert.Equal(["Conv1", "Block1Conv2", "Block2Conv2"], graph.Groups[0].Producers.AsEnumerable());
        Assert.Equal(["Block3Conv2", "Block3Shortcut", "Block4Conv2"], graph.Groups[4].Producers.AsEnumerable());
        Assert.Equal(["conv1_norm.weight", "block1_conv2_norm.weight", "block2_conv2_norm.weight"], graph.Groups[0].Gate.Where(term => term.Parameter.EndsWith(".weight", StringComparison.Ordinal)).Select(term => term.Parameter));
    }

    /// <summary>The inner width of a squeeze-and-excite: of what the block reads, rounded down; of what it multiplies, to a multiple of 8.</summary>
    [Theory]
    [InlineData("SqueezeReduction = 4", 40, 6, 10)]
    [InlineData("SqueezeReduction = 4", 3, 6, 1)]
    [InlineData("SqueezeReduction = 5", 24, 1, 4)]
    [InlineData("SqueezeChannels = 7", 40, 6, 7)]
    [InlineData("SqueezeReduction = 4, SqueezeOf = SqueezeOf.Inner", 24, 3, 24)]
    [InlineData("SqueezeReduction = 4, SqueezeOf = SqueezeOf.Inner", 40, 3, 32)]
    [InlineData("SqueezeReduction = 4, SqueezeOf = SqueezeOf.Inner", 4, 2, 8)]
    [InlineData("SqueezeReduction = 4, SqueezeOf = SqueezeOf.Inner", 19, 4, 24)]
    [InlineData("SqueezeReduction = 4, SqueezeOf = SqueezeOf.Inner", 44, 1, 16)]
    public void TheWidthOfASqueeze(string options, int read, int expansion, int width)
    {
        ModelGraph graph = Accept($"Conv({read}), InvertedResidual(6, {expansion}, {options})").Load().Graph("Small");

        Assert.Equal(width, graph.Groups.Single(group => group.Name == "Block1Squeeze").Count);
        Assert.Equal(read * expansion, graph.Operations.Single(operation => operation.Name == "Block1Excite").Output.FullWidth);
    }

    [Theory]
    [InlineData("Groups = 4", 4)]
    [InlineData("GroupWidth = 4", 2)]
    [InlineData("Groups = 1", 1)]
    public void TheGroupsOfABottleneck(string option, int groups) =>
        Assert.Equal(groups, Accept($"Bottleneck(16, Expansion = 2, {option})").Load().Graph("Small").Operations.OfType<CompactCnn.ConvolutionOperation>().Single(layer => layer.Name == "Block1Conv2").Groups);

    /// <summary>Nothing to leave out where nothing is added.</summary>
    [Theory]
    [InlineData("BasicBlock(4, StochasticDepth = 0.1, Repeat = 2)", 2)]
    [InlineData("Bottleneck(4, StochasticDepth = 0.1)", 1)]
    [InlineData("InvertedResidual(4, 2, StochasticDepth = 0.1, Stride = 2, Repeat = 3)", 2)]
    [InlineData("BasicBlock(4)", 0)]
    public void TheBranchesThatAreLeftOut(string block, int count) =>
        Assert.Equal(count, Accept(block).Load().Graph("Small").Operations.OfType<CompactCnn.DropoutOperation>().Count(dropout => dropout is { Of: DropoutOf.Images, Probability: 0.1 }));

    [Fact]
    public void AFixedStageKeepsItsInnerGroups()
    {
        ModelGraph graph = Accept("Conv(8), BasicBlock(8, Repeat = 2, Prunable = false)").Load().Graph("Small");

        Assert.Equal(["Block1Conv1", "Block2Conv1"], graph.Groups.Select(group => group.Name));
    }

    [Theory]
    [InlineData("ResNet20Twin")]
    [InlineData("DenseNetBcTwin")]
    [InlineData("MobileNetV2Twin")]
    public void AnArchitecture(string model) =>
        Snapshot.Verify(GeneratorHarness.Accept(File.ReadAllText(Path.Combine(ProjectFiles.Repository, "tests", "Models", model + ".cs"))).Text, model);

    /// <summary>What is tied is no matter of these tests.</summary>
    private static GeneratorOutcome Accept(string layers)
    {
        ImmutableDictionary<string, ReportDiagnostic> severities = ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("CCNN0201", ReportDiagnostic.Suppress);
        return GeneratorHarness.Accept(HarnessSettings.Default with { Severities = severities }, Model(layers));
    }

    private static string Model(string layers) => $"using CompactCnn;\n[CompactModel(channels: 3, height: 8, width: 8)]\n[{layers}, Linear(10)]\npublic sealed partial class Small;\n";
}
