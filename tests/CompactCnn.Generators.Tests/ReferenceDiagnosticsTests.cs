using CompactCnn.Generators.Tests.Harness;

namespace CompactCnn.Generators.Tests;

/// <summary>CCNN0110 to 0115: what a layer can refer to, and what can be joined.</summary>
public class ReferenceDiagnosticsTests
{
    [Theory]
    [InlineData("Conv(4), {|CCNN0110:Conv(4, From = \"Stem\")|}", "Conv2", "Stem")]
    [InlineData("Conv(4), {|CCNN0110:Add(\"conv1\")|}", "Add1", "conv1")]
    [InlineData("Conv(4), {|CCNN0110:Concat(\"Conv1Norm\")|}", "Concat1", "Conv1Norm")]
    [InlineData("Conv(4), {|CCNN0110:Concat(\"\", \"Conv1\")|}", "Concat1", "")]
    public void AReferenceNamesALayer(string layers, string layer, string reference) =>
        Refuse(layers, $"'{layer}' reads '{reference}', but no layer has this name; state the name of a layer before it");

    [Fact]
    public void ALayerReadsWhatStandsBeforeIt() => Refuse(
        "Conv(4), Conv(4, Name = \"Side\"), {|CCNN0111:Add(\"Branch\")|}, Conv(4, Name = \"Branch\", From = \"Conv1\"), Concat(\"Add1\")",
        "'Add1' reads 'Branch', which is declared after it; move 'Branch' before it");

    [Theory]
    [InlineData("Conv(4), {|CCNN0112:Add(\"Conv2\")|}, Conv(4)", "Add1", "'Conv2', which reads 'Add1' in turn")]
    [InlineData("Conv(4), {|CCNN0112:Add(\"Add1\")|}", "Add1", "itself")]
    [InlineData("Conv(4), {|CCNN0112:Conv(4, Name = \"Loop\", From = \"Loop\")|}", "Loop", "itself")]
    [InlineData("Conv(4), {|CCNN0112:Concat(\"Pool1\")|}, Conv(4), Pool", "Concat1", "'Pool1', which reads 'Concat1' in turn")]
    public void ANetworkHasNoCycles(string layers, string layer, string reference) =>
        Refuse(layers, $"'{layer}' reads {reference}; a network has no cycles, read a layer before it");

    [Theory]
    [InlineData("Conv(4), Conv(6), {|CCNN0113:Add(\"Conv1\")|}", "6x8x8 from 'Conv2' and 4x8x8 from 'Conv1'")]
    [InlineData("Conv(4), Pool, {|CCNN0113:Add(\"Conv1\")|}", "4x4x4 from 'Pool1' and 4x8x8 from 'Conv1'")]
    [InlineData("Conv(4), Conv(4), Conv(5), {|CCNN0113:Add(\"Conv1\", \"Conv2\", From = \"Conv3\")|}", "5x8x8 from 'Conv3' and 4x8x8 from 'Conv1'")]
    public void WhatIsAddedHasOneShape(string layers, string shapes) =>
        Refuse(layers, $"'Add1' adds {shapes}; shapes in an addition must be equal, change the channels or the strides of one");

    [Theory]
    [InlineData("Conv(4), Conv(6, Stride = 2), {|CCNN0114:Concat(\"Conv1\")|}", "6x4x4 from 'Conv2' and 4x8x8 from 'Conv1'")]
    [InlineData("Conv(4), Linear(4), {|CCNN0114:Concat(\"Conv1\")|}", "4x1x1 from 'Linear1' and 4x8x8 from 'Conv1'")]
    public void WhatIsJoinedHasOneHeightAndWidth(string layers, string shapes) =>
        Refuse(layers, $"'Concat1' joins the channels of {shapes}; heights and widths in a concatenation must be equal, pool the larger one");

    /// <summary>The image is no layer's name, and has the shape that the marker says.</summary>
    [Theory]
    [InlineData("{|CCNN0106:Conv(4, Name = \"Input\")|}, Conv(4)", "'Input' is the name of a generated or inherited member; state another Name")]
    [InlineData("Conv(4), {|CCNN0113:Add(\"Input\")|}", "'Add1' adds 4x8x8 from 'Conv1' and 1x8x8 from the model's input; shapes in an addition must be equal, change the channels or the strides of one")]
    [InlineData("Pool, {|CCNN0114:Concat(\"Input\")|}", "'Concat1' joins the channels of 1x4x4 from 'Pool1' and 1x8x8 from the model's input; heights and widths in a concatenation must be equal, pool the larger one")]
    public void TheImageIsReadByName(string layers, string message) => Refuse(layers, message);

    [Theory]
    [InlineData("Conv(4), {|CCNN0115:Conv(6)|}, Conv(5, From = \"Conv1\")", "Conv2")]
    [InlineData("Conv(4), Conv(4), {|CCNN0115:Add(\"Conv1\", Coupling = Coupling.Shared)|}, Conv(5, From = \"Conv1\"), Concat(\"Conv2\")", "Add1")]
    public void EveryLayerIsRead(string layers, string layer) =>
        Refuse(layers, $"'{layer}' is read by no layer; remove it, or read it by From, Add, Multiply or Concat");

    [Theory]
    [InlineData("{|CCNN0102:Add|}", "'Add1': others must be 1 or more names of layers but is 0")]
    [InlineData("{|CCNN0102:Concat()|}", "'Concat1': others must be 1 or more names of layers but is 0")]
    [InlineData("{|CCNN0102:Add(\"Conv1\", Coupling = (Coupling)2)|}", "'Add1': Coupling must be one of Warn, Shared but is 2")]
    [InlineData("{|CCNN0102:Add(\"Conv1\", Activation = (Activation)99)|}", "'Add1': Activation must be one of None, ReLU, ReLU6, LeakyReLU, SiLU, HardSwish, Sigmoid, HardSigmoid, Tanh, GELU, Mish, ELU but is 99")]
    [InlineData("{|CCNN0102:DepthwiseConv(Kernel = 0)|}", "'DepthwiseConv1': Kernel must be 1 or more but is 0")]
    [InlineData("{|CCNN0103:DepthwiseConv(Kernel = 4)|}", "'DepthwiseConv1' has an even kernel of 4, for which \"same\" padding does not exist; state Padding")]
    [InlineData("{|CCNN0106:Concat(\"Conv1\", Name = \"Compact\")|}", "'Compact' is the name of a generated or inherited member; state another Name")]
    [InlineData("{|CCNN0101:DepthwiseConv(Kernel = 9, Padding = 0)|}", "'DepthwiseConv1' needs at least 9x9 input but receives 4x8x8 from 'Conv1'; remove a pool or use a smaller kernel")]
    public void ArgumentsOfJoiningLayers(string layer, string message) => Refuse($"Conv(4), {layer}", message);

    [Theory]
    [InlineData("Conv(8), {|CCNN0119:Multiply(\"Conv1\")|}", "8x8x8 from 'Conv2' by 4x8x8 from 'Conv1'")]
    [InlineData("Conv(4, Stride = 2), {|CCNN0119:Multiply(\"Conv1\")|}", "4x4x4 from 'Conv2' by 4x8x8 from 'Conv1'")]
    [InlineData("GlobalPool, Conv(5, Kernel = 1), {|CCNN0119:Multiply(\"Conv1\")|}", "4x8x8 from 'Conv1' by 5x1x1 from 'Conv2'")]
    [InlineData("Linear(4), Linear(5), {|CCNN0119:Multiply(\"Linear1\")|}", "5x1x1 from 'Linear2' by 4x1x1 from 'Linear1'")]
    public void ShapesInAProduct(string layers, string shapes) => Refuse(
        $"Conv(4), {layers}",
        $"'Multiply1' multiplies {shapes}; channels in a product must be equal, and heights and widths too, or one side 1x1, as behind a GlobalPool");

    [Theory]
    [InlineData("GlobalPool, Linear(4), {|CCNN0108:Multiply(\"Conv1\")|}", "'Multiply1' needs feature maps but receives 4 features from 'Linear1'; move it before the first Linear")]
    [InlineData("{|CCNN0110:Multiply(\"Nothing\")|}", "'Multiply1' reads 'Nothing', but no layer has this name; state the name of a layer before it")]
    [InlineData("{|CCNN0110:Multiply(null!)|}", "'Multiply1' reads '', but no layer has this name; state the name of a layer before it")]
    public void WhatAProductRefersTo(string layers, string message) => Refuse($"Conv(4), {layers}", message);

    [Theory]
    [InlineData("{|CCNN0102:BasicBlock(0)|}", "'Block1': outChannels must be 1 or more but is 0")]
    [InlineData("{|CCNN0102:BasicBlock(8, Repeat = 0)|}", "'Block1': Repeat must be 1 to 1000 but is 0")]
    [InlineData("{|CCNN0102:BasicBlock(8, Repeat = int.MaxValue)|}", "'Block1': Repeat must be 1 to 1000 but is 2147483647")]
    [InlineData("{|CCNN0102:Bottleneck(10)|}", "'Block1': outChannels must be a multiple of the expansion, 4, but is 10")]
    [InlineData("{|CCNN0102:Bottleneck(8, Stride = 0, Name = \"Stage\")|}", "'Stage': Stride must be 1 or more but is 0")]
    [InlineData("{|CCNN0102:InvertedResidual(8, 0)|}", "'Block1': expansion must be 1 or more but is 0")]
    [InlineData("{|CCNN0107:InvertedResidual(8, int.MaxValue)|}", "'Block1Expand' ('Expand' of InvertedResidual) has 137,438,953,408 elements in a feature map, more than 2,147,483,647; use fewer channels, smaller kernels or smaller images, or GlobalPool before a Linear")]
    [InlineData("{|CCNN0102:Fire(7, 2)|}", "'Block1': outChannels must be an even number but is 7")]
    [InlineData("{|CCNN0102:Fire(8, 0)|}", "'Block1': squeeze must be 1 or more but is 0")]
    [InlineData("{|CCNN0102:Fire(8, 2, Norm = (Norm)7)|}", "'Block1': Norm must be one of None, Batch but is 7")]
    [InlineData("{|CCNN0102:InvertedResidual(8, 2, Expanded = 12)|}", "'Block1': expansion or Expanded must be stated, one of the two, but is both")]
    [InlineData("{|CCNN0102:InvertedResidual(8, Expanded = 0)|}", "'Block1': Expanded must be 1 or more but is 0")]
    [InlineData("{|CCNN0102:InvertedResidual(8, 2, Kernel = 4)|}", "'Block1': Kernel must be an odd number, 1 or more, but is 4")]
    [InlineData("{|CCNN0102:InvertedResidual(8, 2, SqueezeGate = Activation.HardSigmoid)|}", "'Block1': SqueezeChannels or SqueezeReduction must be stated, one of the two, but is neither")]
    [InlineData("{|CCNN0102:InvertedResidual(8, 2, SqueezeReduction = 0)|}", "'Block1': SqueezeReduction must be 1 or more but is 0")]
    [InlineData("{|CCNN0102:InvertedResidual(8, 2, SqueezeReduction = 4, SqueezeOf = (SqueezeOf)2)|}", "'Block1': SqueezeOf must be one of Input, Inner but is 2")]
    [InlineData("{|CCNN0102:Bottleneck(8, SqueezeReduction = 4, SqueezeGate = Activation.Tanh)|}", "'Block1': SqueezeGate must be Sigmoid or HardSigmoid but is Tanh")]
    [InlineData("{|CCNN0102:Bottleneck(8, Groups = 1, GroupWidth = 1)|}", "'Block1': Groups or GroupWidth must be stated, one of the two, but is both")]
    [InlineData("{|CCNN0102:Bottleneck(8, Groups = 0)|}", "'Block1': Groups must be 1 or more but is 0")]
    [InlineData("{|CCNN0102:Bottleneck(24, Groups = 4)|}", "'Block1': Groups must be a divisor of the 6 channels inside but is 4")]
    [InlineData("{|CCNN0102:Bottleneck(24, GroupWidth = 4)|}", "'Block1': GroupWidth must be a divisor of the 6 channels inside but is 4")]
    [InlineData("{|CCNN0102:BasicBlock(8, StochasticDepth = 1)|}", "'Block1': StochasticDepth must be 0 or more and less than 1 but is 1")]
    [InlineData("{|CCNN0102:Bottleneck(8, StochasticDepth = -0.5)|}", "'Block1': StochasticDepth must be 0 or more and less than 1 but is -0.5")]
    [InlineData("{|CCNN0102:InvertedResidual(8, 2, StochasticDepth = double.NaN)|}", "'Block1': StochasticDepth must be 0 or more and less than 1 but is NaN")]
    [InlineData("Linear(8), {|CCNN0108:LayerScale|}", "'LayerScale1' needs feature maps but receives 8 features from 'Linear1'; move it before the first Linear")]
    [InlineData("Linear(8), {|CCNN0108:DropoutChannels(0.5)|}", "'DropoutChannels1' needs feature maps but receives 8 features from 'Linear1'; move it before the first Linear")]
    [InlineData("{|CCNN0102:SqueezeExcite|}", "'SqueezeExcite1': Channels or Reduction must be stated, one of the two, but is neither")]
    [InlineData("{|CCNN0102:SqueezeExcite(Channels = 2, Reduction = 2)|}", "'SqueezeExcite1': Channels or Reduction must be stated, one of the two, but is both")]
    [InlineData("{|CCNN0102:SqueezeExcite(Channels = 0)|}", "'SqueezeExcite1': Channels must be 1 or more but is 0")]
    [InlineData("{|CCNN0102:SqueezeExcite(Reduction = -4)|}", "'SqueezeExcite1': Reduction must be 1 or more but is -4")]
    [InlineData("{|CCNN0102:SqueezeExcite(Channels = 2, Gate = Activation.ReLU)|}", "'SqueezeExcite1': Gate must be Sigmoid or HardSigmoid but is ReLU")]
    [InlineData("{|CCNN0102:SqueezeExcite(Channels = 2, Activation = (Activation)99)|}", "'SqueezeExcite1': Activation must be one of None, ReLU, ReLU6, LeakyReLU, SiLU, HardSwish, Sigmoid, HardSigmoid, Tanh, GELU, Mish, ELU but is 99")]
    [InlineData("Linear(8), {|CCNN0108:SqueezeExcite(Channels = 2)|}", "'SqueezeExcite1Pool' ('Pool' of SqueezeExcite) needs feature maps but receives 8 features from 'Linear1'; move it before the first Linear")]
    [InlineData("{|CCNN0102:DenseBlock(0, 4)|}", "'DenseBlock1': layers must be 1 to 1000 but is 0")]
    [InlineData("{|CCNN0102:DenseBlock(2, 0)|}", "'DenseBlock1': growth must be 1 or more but is 0")]
    [InlineData("{|CCNN0102:Transition(0)|}", "'Transition1': compression must be more than 0 and at most 1 but is 0")]
    [InlineData("Pool(Kernel = 8), {|CCNN0101:Transition(0.5)|}", "'Transition1Pool' ('Pool' of Transition) needs at least 2x2 input but receives 2x1x1 from 'Transition1Conv'; remove a pool or use a smaller kernel")]
    [InlineData("Linear(8), {|CCNN0108:BasicBlock(8)|}", "'Block1Conv1' ('Conv1' of BasicBlock) needs feature maps but receives 8 features from 'Linear1'; move it before the first Linear")]
    [InlineData("{|CCNN0105:Conv(8, Name = \"Block1Conv2\")|}, BasicBlock(8, Coupling = Coupling.Shared)", "'Block1Conv2' names two layers, a Conv whose Name is 'Block1Conv2' and the member 'Conv2' of 'Block1'; state another Name, which must differ in more than case and underscores")]
    [InlineData("{|CCNN0104:BasicBlock(8, Name = \"1st\", Coupling = Coupling.Shared)|}", "'1st' is not a C# identifier; a layer's name becomes the name of its property, use letters, digits and underscores")]
    public void ArgumentsOfBlocks(string layers, string message) => Refuse($"Conv(4), {layers}", message);

    [Theory]
    [InlineData("Conv(4), Conv(4), Add(\"Conv1\", Coupling = Coupling.Shared, Activation = Activation.ReLU)")]
    [InlineData("Conv(4), Conv(4, From = nameof(Small.Conv1)), Concat(nameof(Small.Conv1), \"Conv2\", Name = \"All\"), Conv(3, From = \"All\")")]
    [InlineData("Conv(4, Name = \"stem\"), DepthwiseConv(Bias = true), Add(\"stem\", Coupling = Coupling.Shared, Name = \"x\"), Conv(4), Add(\"x\", \"stem\", Coupling = Coupling.Shared, Name = \"class\"), DepthwiseConv(Kernel = 5, Stride = 2, Dilation = 1)")]
    [InlineData("Conv(4), Add(\"Conv1\", Coupling = Coupling.Shared), Linear(6), Linear(6), Add(\"Linear1\", Coupling = Coupling.Shared), Concat(\"Linear2\")")]
    [InlineData("Conv(4, From = CompactModelAttribute.Input), Conv(4, Kernel = 1, From = \"Input\"), Concat(\"Conv1\", \"Input\"), Conv(1), Add(\"Input\"), Linear(6), Linear(6, From = \"Input\"), Concat(\"Linear1\")")]
    [InlineData("Conv(4), GlobalPool, Conv(4, Kernel = 1), Multiply(\"Conv1\"), Multiply(\"GlobalPool1\"), SqueezeExcite(Channels = 1), Linear(6), Linear(6), Multiply(\"Linear1\")")]
    [InlineData("Conv(1), Multiply(\"Input\"), Conv(1, Stride = 2), GlobalPool, Multiply(\"Input\")")]
    public void RightReferencesAreAccepted(string layers) => GeneratorHarness.Accept(Model(layers));

    private static void Refuse(string layers, string message) => GeneratorHarness.Refuse(Model(layers), message);

    private static string Model(string layers) => $"using CompactCnn;\n[CompactModel(channels: 1, height: 8, width: 8)]\n[{layers}, Linear(10)]\npublic sealed partial class Small;\n";
}
