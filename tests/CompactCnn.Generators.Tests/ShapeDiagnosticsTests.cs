using CompactCnn.Generators.Tests.Harness;

namespace CompactCnn.Generators.Tests;

/// <summary>CCNN0101, 0103, 0107, 0108, 0109 and 0116: what a layer can do with what it receives.</summary>
public class ShapeDiagnosticsTests
{
    [Theory]
    [InlineData("{|CCNN0101:Conv(4, Kernel = 9, Padding = 0)|}, Linear(10)", "'Conv1' needs at least 9x9 input but receives 1x8x8 from the model's input; remove a pool or use a smaller kernel")]
    [InlineData("{|CCNN0101:Conv(4, Kernel = 5, Padding = 0, Dilation = 2)|}, Linear(10)", "'Conv1' needs at least 9x9 input but receives 1x8x8 from the model's input; remove a pool or use a smaller kernel")]
    [InlineData("Pool, Pool, Pool, {|CCNN0101:Pool|}, Linear(10)", "'Pool4' needs at least 2x2 input but receives 1x1x1 from 'Pool3'; remove a pool or use a smaller kernel")]
    [InlineData("Conv(256), Pool(Kernel = 8), {|CCNN0101:Conv(4, Padding = 0)|}, Linear(10)", "'Conv2' needs at least 3x3 input but receives 256x1x1 from 'Pool1'; remove a pool or use a smaller kernel")]
    [InlineData("Pool(Kernel = 8), {|CCNN0101:Conv(4, Kernel = 4, Padding = 1)|}, Linear(10)", "'Conv1' needs at least 2x2 input but receives 1x1x1 from 'Pool1'; remove a pool or use a smaller kernel")]
    [InlineData("Conv(4, Name = \"Stem\"), {|CCNN0101:Pool(Kernel = 9)|}, Linear(10)", "'Pool1' needs at least 9x9 input but receives 4x8x8 from 'Stem'; remove a pool or use a smaller kernel")]
    [InlineData("{|CCNN0101:Conv(4, KernelHeight = 9, PaddingHeight = 0)|}, Linear(10)", "'Conv1' needs at least 9x1 input but receives 1x8x8 from the model's input; remove a pool or use a smaller kernel")]
    [InlineData("{|CCNN0101:Pool(KernelWidth = 9, Ceil = true)|}, Linear(10)", "'Pool1' needs at least 2x9 input but receives 1x8x8 from the model's input; remove a pool or use a smaller kernel")]
    public void AKernelFitsItsInput(string layers, string message) => Refuse(layers, message);

    [Theory]
    [InlineData("Conv(4, Kernel = 8, Padding = 0), Linear(10)")]
    [InlineData("Pool(Kernel = 8), Conv(4), Conv(4, Kernel = 5), GlobalPool, Linear(10)")]
    [InlineData("Pool(Kernel = 9, Padding = 4, Stride = 1), Linear(10)")]
    [InlineData("Conv(4, Kernel = 1, Stride = 20), Linear(10)")]
    public void AKernelThatJustFitsIsAccepted(string layers) => GeneratorHarness.Accept(Model(layers));

    [Fact]
    public void WhatFollowsAShapeErrorIsNotBlamedForIt() => Refuse(
        "{|CCNN0101:Conv(4, Kernel = 9, Padding = 0)|}, Conv(4, Kernel = 9, Padding = 0), Pool, Pool, Pool, Pool, Linear(10)",
        "'Conv1' needs at least 9x9 input but receives 1x8x8 from the model's input; remove a pool or use a smaller kernel");

    [Fact]
    public void IndependentErrorsAreAllShown() => Refuse(
        "{|CCNN0102:Conv(0)|}, {|CCNN0103:Conv(4, Kernel = 2)|}, {|CCNN0104:Pool(Name = \"a b\")|}, Linear(10)",
        "'Conv1': outChannels must be 1 or more but is 0",
        "'Conv2' has an even kernel of 2, for which \"same\" padding does not exist; state Padding",
        "'a b' is not a C# identifier; a layer's name becomes the name of its property, use letters, digits and underscores");

    [Theory]
    [InlineData(2, "")]
    [InlineData(4, "")]
    [InlineData(2, ", Dilation = 2")]
    public void AnEvenKernelStatesItsPadding(int kernel, string options) => Refuse(
        $"{{|CCNN0103:Conv(4, Kernel = {kernel}{options})|}}, Linear(10)",
        $"'Conv1' has an even kernel of {kernel}, for which \"same\" padding does not exist; state Padding");

    [Theory]
    [InlineData("KernelWidth = 2", "3x2", "PaddingWidth")]
    [InlineData("KernelHeight = 4, PaddingWidth = 1", "4x3", "PaddingHeight")]
    [InlineData("Kernel = 2, PaddingHeight = 0", "2", "PaddingWidth")]
    [InlineData("KernelHeight = 2, KernelWidth = 4", "2x4", "Padding")]
    public void AnEvenSideStatesItsPadding(string options, string kernel, string padding) => Refuse(
        $"{{|CCNN0103:Conv(4, {options})|}}, Linear(10)",
        $"'Conv1' has an even kernel of {kernel}, for which \"same\" padding does not exist; state {padding}");

    [Theory]
    [InlineData("Conv(4, KernelWidth = 2, PaddingWidth = 0), Linear(10)")]
    [InlineData("Conv(4, KernelHeight = 8, PaddingHeight = 0), Conv(4, KernelHeight = 1, KernelWidth = 9), Linear(10)")]
    [InlineData("Pool(Kernel = 3, Stride = 3, Ceil = true), AdaptivePool(16, 16), Linear(10)")]
    [InlineData("Conv(4, Kernel = 2, Padding = 0), Linear(10)")]
    [InlineData("Conv(4, Padding = 1, Kernel = 4), Linear(10)")]
    public void AnEvenKernelWithPaddingIsAccepted(string layers) => GeneratorHarness.Accept(Model(layers));

    [Theory]
    [InlineData("Conv(4, Kernel = 3, Padding = 0)")]
    [InlineData("Conv(4)")]
    [InlineData("Pool")]
    [InlineData("GlobalPool")]
    [InlineData("AdaptivePool(2, 2)")]
    [InlineData("ChannelShuffle(2)")]
    public void FeatureMapsAreNeeded(string layer) => Refuse(
        $"Linear(512), {{|CCNN0108:{layer}|}}, Linear(10)",
        $"'{layer.Split('(')[0]}1' needs feature maps but receives 512 features from 'Linear1'; move it before the first Linear");

    [Theory]
    [InlineData("Norm = Norm.Batch", "Norm")]
    [InlineData("Norm = Norm.None", "Norm")]
    [InlineData("Activation = Activation.ReLU", "Activation")]
    [InlineData("Activation = Activation.None", "Activation")]
    [InlineData("Prunable = true", "Prunable")]
    [InlineData("Prunable = false", "Prunable")]
    public void TheClassifierTakesNoOption(string argument, string option) => Refuse(
        $"Conv(4), Linear(12), {{|CCNN0109:Linear(10, {argument})|}}",
        $"'Linear2' is the classifier and takes no {option}; remove it");

    [Theory]
    [InlineData("Conv(8), {|CCNN0116:Slice(0, 3)|}, Linear(10)", "'Slice1' has 3 parts, which do not divide its 8 input channels; use 1, or a multiple of 3 channels")]
    [InlineData("Conv(9), {|CCNN0116:ChannelShuffle(6)|}, Linear(10)", "'ChannelShuffle1' has 6 groups, which do not divide its 9 input channels; use 3, or a multiple of 6 channels")]
    [InlineData("{|CCNN0116:Conv(10, Groups = 4)|}, Linear(10)", "'Conv1' has 4 convolution groups, which do not divide its 10 output channels; use 2, or a multiple of 4 channels")]
    [InlineData("Conv(9), {|CCNN0116:Conv(12, Groups = 4)|}, Linear(10)", "'Conv2' has 4 convolution groups, which do not divide its 9 input channels; use 1, or a multiple of 4 channels")]
    [InlineData("Conv(6), {|CCNN0116:Conv(16, Groups = 8)|}, Linear(10)", "'Conv2' has 8 convolution groups, which do not divide its 6 input channels; use 2, or a multiple of 8 channels")]
    public void GroupsDivideTheChannels(string layers, string message) => Refuse(layers, message);

    [Fact]
    public void TheClassifierMayHaveANameAndNoBias() => GeneratorHarness.Accept(Model("Linear(10, Bias = false, Name = \"Head\")"));

    private static void Refuse(string layers, params string[] messages) => GeneratorHarness.Refuse(Model(layers), messages);

    private static string Model(string layers) => $"using CompactCnn;\n[CompactModel(channels: 1, height: 8, width: 8)]\n[{layers}]\npublic sealed partial class Small;\n";
}
