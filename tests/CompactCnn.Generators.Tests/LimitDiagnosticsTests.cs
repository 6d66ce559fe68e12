using System.Collections.Immutable;
using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Tests;

/// <summary>CCNN0301 to 0303: what is over the limits of a device, and arguments of limits that are out of range.</summary>
public class LimitDiagnosticsTests
{
    /// <summary>Conv1 has 4 x 1 x 9 weights, its norm 8 parameters; the classifier 40 weights and 10 biases.</summary>
    private const string Layers = "Conv(4), GlobalPool, Linear(10)";

    private const string TooManyParameters =
        "'Small' has 94 parameters at an active fraction of 1, more than MaxParameters, 93; 'Linear1' has most of them, 50: use fewer channels or smaller kernels, or a smaller active fraction";

    [Fact]
    public void Parameters() => Refuse("{|CCNN0301:DeviceLimits(MaxParameters = 93)|}", TooManyParameters);

    [Fact]
    public void Macs() => Refuse(
        "{|CCNN0302:DeviceLimits(MaxMacs = 2343)|}",
        "'Small' needs 2,344 multiply-accumulates for one image at an active fraction of 1, more than MaxMacs, 2,343; 'Conv1' needs most of them, 2,304: use fewer channels there, pool before it, or use a smaller active fraction");

    /// <summary>The norm reads 4x8x8 and makes as much; the image is read no more.</summary>
    [Fact]
    public void ActivationBytes() => Refuse(
        "{|CCNN0303:DeviceLimits(MaxActivationBytes = 2047)|}",
        "'Small' holds 2,048 bytes of activations at its peak, for one image at an active fraction of 1, more than MaxActivationBytes, 2,047; the peak is at 'Conv1Norm', whose output takes 1,024: use fewer channels there, pool before it, or use a smaller active fraction");

    /// <summary>Half of the channels: 18 weights, 4 parameters of the norm, 20 weights and 10 biases.</summary>
    [Fact]
    public void TheActiveFractionCounts() => Refuse(
        "{|CCNN0301:DeviceLimits(MaxParameters = 51, Active = 0.5)|}",
        "'Small' has 52 parameters at an active fraction of 0.5, more than MaxParameters, 51; 'Linear1' has most of them, 30: use fewer channels or smaller kernels, or a smaller active fraction");

    [Theory]
    [InlineData("DeviceLimits")]
    [InlineData("DeviceLimits(Active = 0.5)")]
    [InlineData("DeviceLimits(MaxParameters = 94, MaxMacs = 2344, MaxActivationBytes = 2048)")]
    [InlineData("DeviceLimits(MaxParameters = 52, MaxMacs = 1172, MaxActivationBytes = 1024, Active = 0.5)")]
    [InlineData("DeviceLimits(MaxParameters = long.MaxValue, MaxMacs = long.MaxValue, MaxActivationBytes = long.MaxValue)")]
    public void WhatJustFitsIsAccepted(string limits) => Assert.Empty(GeneratorHarness.Accept(Model(limits)).Diagnostics);

    [Theory]
    [InlineData("MaxParameters = 0", "MaxParameters must be 1 or more but is 0")]
    [InlineData("MaxMacs = -1", "MaxMacs must be 1 or more but is -1")]
    [InlineData("MaxActivationBytes = long.MinValue", "MaxActivationBytes must be 1 or more but is -9223372036854775808")]
    [InlineData("Active = 0", "Active must be more than 0 and at most 1 but is 0")]
    [InlineData("Active = 1.5", "Active must be more than 0 and at most 1 but is 1.5")]
    [InlineData("Active = double.NaN", "Active must be more than 0 and at most 1 but is NaN")]
    public void Arguments(string argument, string fault) => Refuse($"{{|CCNN0102:DeviceLimits({argument})|}}", $"'Small': {fault}");

    [Fact]
    public void AllThatIsOverIsSaid()
    {
        GeneratorOutcome outcome = GeneratorHarness.Run(HarnessSettings.Default, Model("DeviceLimits(MaxParameters = 1, MaxMacs = 1, MaxActivationBytes = 1)"));

        Assert.Equal(["CCNN0301", "CCNN0302", "CCNN0303"], outcome.Diagnostics.Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));
        Assert.All(outcome.Diagnostics, diagnostic => Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity));
    }

    [Fact]
    public void TheyCanBeSwitchedOff()
    {
        HarnessSettings settings = HarnessSettings.Default with
        {
            Severities = ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("CCNN0302", ReportDiagnostic.Suppress),
        };

        Assert.Empty(GeneratorHarness.Run(settings, Model("DeviceLimits(MaxMacs = 1)")).Diagnostics);
    }

    /// <summary>A limit is no layer: it may stand on another part, and the order of the layers stays defined.</summary>
    [Fact]
    public void LimitsMayStandOnAnotherPart() => GeneratorHarness.Refuse(
        $"using CompactCnn;\n[CompactModel(1, 8, 8), {Layers}]\npublic sealed partial class Small;\n[{{|CCNN0301:DeviceLimits(MaxParameters = 93)|}}]\npartial class Small;\n",
        TooManyParameters);

    /// <summary>A class without a model, and a block, which has no images of its own.</summary>
    [Theory]
    [InlineData("{|CCNN0013:DeviceLimits(MaxMacs = 1)|}")]
    [InlineData("BlockModel, Conv(4), {|CCNN0013:DeviceLimits(MaxMacs = 1)|}")]
    public void LimitsNeedAModel(string attributes) => GeneratorHarness.Refuse(
        $"using CompactCnn;\n[{attributes}]\npublic static class Small;\n",
        "'Small' has device limits but no [CompactModel(channels, height, width)]; add it, or remove them");

    /// <summary>Where layers are without a marker too, that is said, once.</summary>
    [Fact]
    public void LayersAndLimitsNeedOneMarker() => GeneratorHarness.Refuse(
        "using CompactCnn;\n[Conv(4), Linear(10), DeviceLimits(MaxMacs = 1)]\npublic sealed partial class {|CCNN0013:Small|};\n",
        "'Small' has layers but no [CompactModel(channels, height, width)]; add it, or remove them");

    private static void Refuse(string limits, string message) => GeneratorHarness.Refuse(Model(limits), message);

    private static string Model(string limits) => $"using CompactCnn;\n[CompactModel(1, 8, 8), {limits}]\n[{Layers}]\npublic sealed partial class Small;\n";
}
