using CompactCnn.Generators.Tests.Harness;

namespace CompactCnn.Generators.Tests;

/// <summary>CCNN0102: every argument of every attribute.</summary>
public class ArgumentDiagnosticsTests
{
    [Theory]
    [InlineData("0, 8, 8", "channels", "1 or more", "0")]
    [InlineData("-1, 8, 8", "channels", "1 or more", "-1")]
    [InlineData("1, 0, 8", "height", "1 or more", "0")]
    [InlineData("1, 8, int.MinValue", "width", "1 or more", "-2147483648")]
    [InlineData("width: 0, height: 8, channels: 1", "width", "1 or more", "0")]
    public void TheMarkersArguments(string arguments, string argument, string rule, string value) => GeneratorHarness.Refuse(
        $"using CompactCnn; [{{|CCNN0102:CompactModel({arguments})|}}, Conv(4), Linear(10)] public sealed partial class Small;",
        $"'Small': {argument} must be {rule} but is {value}");

    [Theory]
    [InlineData("Conv(0)", "'Conv1': outChannels must be 1 or more but is 0")]
    [InlineData("Conv(-3)", "'Conv1': outChannels must be 1 or more but is -3")]
    [InlineData("Conv(0, Name = \"Stem\")", "'Stem': outChannels must be 1 or more but is 0")]
    [InlineData("Conv(4, Kernel = 0)", "'Conv1': Kernel must be 1 or more but is 0")]
    [InlineData("Conv(4, Kernel = -1)", "'Conv1': Kernel must be 1 or more but is -1")]
    [InlineData("Conv(4, Stride = 0)", "'Conv1': Stride must be 1 or more but is 0")]
    [InlineData("Conv(4, Padding = -1)", "'Conv1': Padding must be 0 or more but is -1")]
    [InlineData("Conv(4, Dilation = 0)", "'Conv1': Dilation must be 1 or more but is 0")]
    [InlineData("Conv(4, Norm = (Norm)7)", "'Conv1': Norm must be one of None, Batch but is 7")]
    [InlineData("Conv(4, Activation = (Activation)(-1))", "'Conv1': Activation must be one of None, ReLU, ReLU6, LeakyReLU, SiLU, HardSwish, Sigmoid, HardSigmoid, Tanh, GELU, Mish, ELU but is -1")]
    [InlineData("Pool(Kernel = 0)", "'Pool1': Kernel must be 1 or more but is 0")]
    [InlineData("Pool(Stride = 0)", "'Pool1': Stride must be 1 or more but is 0")]
    [InlineData("Pool(Padding = -1)", "'Pool1': Padding must be 0 to 1, at most half of the kernel, but is -1")]
    [InlineData("Pool(Padding = 2)", "'Pool1': Padding must be 0 to 1, at most half of the kernel, but is 2")]
    [InlineData("Conv(4, KernelHeight = 0)", "'Conv1': KernelHeight must be 1 or more but is 0")]
    [InlineData("Conv(4, KernelWidth = -1, Kernel = 1)", "'Conv1': KernelWidth must be 1 or more but is -1")]
    [InlineData("Conv(4, StrideHeight = 0)", "'Conv1': StrideHeight must be 1 or more but is 0")]
    [InlineData("Conv(4, DilationWidth = 0)", "'Conv1': DilationWidth must be 1 or more but is 0")]
    [InlineData("Conv(4, PaddingHeight = -1)", "'Conv1': PaddingHeight must be 0 or more but is -1")]
    [InlineData("DepthwiseConv(StrideWidth = 0)", "'DepthwiseConv1': StrideWidth must be 1 or more but is 0")]
    [InlineData("Pool(KernelHeight = 0)", "'Pool1': KernelHeight must be 1 or more but is 0")]
    [InlineData("Pool(StrideWidth = 0)", "'Pool1': StrideWidth must be 1 or more but is 0")]
    [InlineData("Pool(KernelHeight = 4, PaddingWidth = 2)", "'Pool1': PaddingWidth must be 0 to 1, at most half of the kernel, but is 2")]
    [InlineData("Slice(0, 0)", "'Slice1': parts must be 1 or more but is 0")]
    [InlineData("Slice(2, 2)", "'Slice1': part must be 0 or more and less than parts but is 2")]
    [InlineData("Slice(-1, 2)", "'Slice1': part must be 0 or more and less than parts but is -1")]
    [InlineData("ChannelShuffle(0)", "'ChannelShuffle1': groups must be 1 or more but is 0")]
    [InlineData("ShuffleUnit(0)", "'Block1': outChannels must be 1 or more but is 0")]
    [InlineData("ShuffleUnit(7)", "'Block1': outChannels must be an even number but is 7")]
    [InlineData("ShuffleUnit(8, Stride = 0)", "'Block1': Stride must be 1 or more but is 0")]
    [InlineData("ShuffleUnit(8, Repeat = 0)", "'Block1': Repeat must be 1 to 1000 but is 0")]
    [InlineData("AdaptivePool(0, 2)", "'AdaptivePool1': height must be 1 or more but is 0")]
    [InlineData("AdaptivePool(2, -1)", "'AdaptivePool1': width must be 1 or more but is -1")]
    [InlineData("Pool(Kernel = 3, Padding = 2)", "'Pool1': Padding must be 0 to 1, at most half of the kernel, but is 2")]
    [InlineData("Pool(Kind = (PoolKind)2)", "'Pool1': Kind must be one of Max, Average but is 2")]
    [InlineData("Linear(0)", "'Linear1': outFeatures must be 1 or more but is 0")]
    [InlineData("Linear(4, Norm = (Norm)(-2))", "'Linear1': Norm must be one of None, Batch but is -2")]
    [InlineData("Linear(4, Activation = (Activation)16)", "'Linear1': Activation must be one of None, ReLU, ReLU6, LeakyReLU, SiLU, HardSwish, Sigmoid, HardSigmoid, Tanh, GELU, Mish, ELU but is 16")]
    [InlineData("Dropout(1)", "'Dropout1': probability must be 0 or more and less than 1 but is 1")]
    [InlineData("Dropout(-0.25)", "'Dropout1': probability must be 0 or more and less than 1 but is -0.25")]
    [InlineData("Dropout(double.NaN)", "'Dropout1': probability must be 0 or more and less than 1 but is NaN")]
    [InlineData("Dropout(double.PositiveInfinity)", "'Dropout1': probability must be 0 or more and less than 1 but is Infinity")]
    [InlineData("DropoutChannels(1)", "'DropoutChannels1': probability must be 0 or more and less than 1 but is 1")]
    [InlineData("StochasticDepth(-1)", "'StochasticDepth1': probability must be 0 or more and less than 1 but is -1")]
    [InlineData("PReLU(Initial = double.NaN)", "'Prelu1': Initial must be a finite number but is NaN")]
    [InlineData("LayerScale(Initial = double.PositiveInfinity)", "'LayerScale1': Initial must be a finite number but is Infinity")]
    [InlineData("Activate(Activation.None)", "'Activate1': kind must be an activation but is None")]
    [InlineData("Activate((Activation)42)", "'Activate1': kind must be one of None, ReLU, ReLU6, LeakyReLU, SiLU, HardSwish, Sigmoid, HardSigmoid, Tanh, GELU, Mish, ELU but is 42")]
    public void ALayersArguments(string layer, string message) => GeneratorHarness.Refuse(
        $"using CompactCnn; [CompactModel(1, 8, 8), {{|CCNN0102:{layer}|}}, Linear(10)] public sealed partial class Small;",
        message);

    [Fact]
    public void TheClassifiersArgument() => GeneratorHarness.Refuse(
        "using CompactCnn; [CompactModel(1, 8, 8), {|CCNN0102:Linear(-10)|}] public sealed partial class Small;",
        "'Linear1': outFeatures must be 1 or more but is -10");

    [Fact]
    public void ConstantsOfTheUsersOwnAreRead() => GeneratorHarness.Refuse(
        """
        using CompactCnn;
        internal static class Sizes { public const int None = 0; }
        [CompactModel(1, 8, 8), {|CCNN0102:Conv(outChannels: Sizes.None)|}, Linear(10)]
        public sealed partial class Small;
        """,
        "'Conv1': outChannels must be 1 or more but is 0");

    /// <summary>A layer of the user's own does not compile, and is not ignored where it is used.</summary>
    [Fact]
    public void LayersCannotBeDerived() => GeneratorHarness.Refuse(
        HarnessSettings.Default with { CompilerDiagnostics = ["CS0122"] },
        [
            """
            using CompactCnn;
            public sealed class OwnAttribute : LayerAttribute;
            [CompactModel(1, 8, 8), {|CCNN0102:Own|}, Linear(10)]
            public sealed partial class Small;
            """,
        ],
        "'OwnAttribute1': the attribute must be a layer of CompactCnn but is OwnAttribute");

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"Old\", \"Old Name\"", "Old Name")]
    public void FormerNamesAreNamesOfClasses(string names, string wrong) => GeneratorHarness.Refuse(
        $"using CompactCnn; [{{|CCNN0102:CompactModel(1, 8, 8, FormerNames = new string[] {{ {names} }})|}}, Linear(10)] public sealed partial class Small;",
        $"'Small': FormerNames must be names of classes, as Net or Company.Models.Net but is '{wrong}'");

    [Theory]
    [InlineData("FormerNames = [\"Old\", \"Company.Models.Old\"]")]
    [InlineData("FormerNames = []")]
    [InlineData("FormerNames = null")]
    public void FormerNamesAreAccepted(string option) => GeneratorHarness.Accept(
        $"#nullable disable\nusing CompactCnn; [CompactModel(1, 8, 8, {option}), Linear(10)] public sealed partial class Small;");

    [Theory]
    [InlineData("Pool(Padding = 1)")]
    [InlineData("Pool(Kernel = 3, Padding = 1, Stride = 1, Kind = PoolKind.Average)")]
    [InlineData("Dropout(0)")]
    [InlineData("Dropout(0.999)")]
    [InlineData("Conv(1, Kernel = 1, Stride = 1, Padding = 0, Dilation = 1)")]
    [InlineData("Conv(4, Bias = true)")]
    [InlineData("Conv(4, Norm = Norm.None, Activation = Activation.None, Prunable = false)")]
    [InlineData("Linear(1, Norm = Norm.Batch, Activation = Activation.HardSwish, Prunable = false)")]
    [InlineData("Activate(Activation.LeakyReLU)")]
    [InlineData("Conv(4, Name = null)")]
    public void ArgumentsAtTheirLimitsAreAccepted(string layer) => GeneratorHarness.Accept(
        $"using CompactCnn; [CompactModel(1, 8, 8), {layer}, Linear(10)] public sealed partial class Small;");

    /// <summary>While a user types, attributes are wrong C#: the compiler says so, and nothing else may.</summary>
    [Theory]
    [InlineData("Conv", "CS7036")]
    [InlineData("Conv(\"four\")", "CS1503")]
    [InlineData("Conv(4, Kernal = 3)", "CS0246")]
    [InlineData("Conv(4, Kernel = \"3\")", "CS0029")]
    [InlineData("Conv(Unknown)", "CS0103")]
    [InlineData("Convolution(4)", "CS0246")]
    public void WhatIsNoCSharpIsLeftToTheCompiler(string layer, string error)
    {
        GeneratorOutcome outcome = GeneratorHarness.Run(
            HarnessSettings.Default with { CompilerDiagnostics = [error] },
            $"using CompactCnn; [CompactModel(1, 8, 8), {layer}, Linear(10)] public sealed partial class Small;");

        GeneratorOutcome.AssertNone(outcome.Diagnostics);
    }
}
