using CompactCnn.Generators.Tests.Harness;

namespace CompactCnn.Generators.Tests;

/// <summary>CCNN0205 and 0206: where nothing is left to choose.</summary>
public class ChoiceDiagnosticsTests
{
    /// <summary>As many groups as channels, and twice as many outputs: a depthwise convolution with a multiplier, as people write it.</summary>
    [Fact]
    public void AsManyGroupsAsChannelsMakeOneChoice() => Refuse(
        "Conv(16), {|CCNN0205:Conv(32, Groups = 16)|}, Conv(32, Kernel = 1)",
        "'Conv2' leaves no choice among the 16 channels of Conv1: convolution groups (16 of Conv2) stay equally wide, so that these channels can only be dropped all at once, and some must stay; use fewer groups, or DepthwiseConv where each channel has a filter of its own");

    [Fact]
    public void GroupsThatShareNoDivisorMakeOneChoice() => Refuse(
        "Conv(6, Name = \"Wide\"), Conv(6, Groups = 2), {|CCNN0205:Conv(9, Groups = 3)|}, Conv(4)",
        "'Conv2' leaves no choice among the 6 channels of Conv1: convolution groups (2 of Conv1, 3 of Conv2) stay equally wide, so that these channels can only be dropped all at once, and some must stay; use fewer groups, or DepthwiseConv where each channel has a filter of its own");

    [Fact]
    public void PartsOfOneChannelMakeOneChoice() => Refuse(
        "Conv(4), {|CCNN0205:Slice(1, 4)|}, Conv(4)",
        "'Slice1' leaves no choice among the 4 channels of Conv1: equal parts (4 of Slice1) stay equally wide, so that these channels can only be dropped all at once, and some must stay; use fewer groups, or DepthwiseConv where each channel has a filter of its own");

    [Theory]
    [InlineData("Conv(4), Conv(4, From = \"Input\"), Concat(\"Conv1\"), Slice(1, 2), Conv(3)")]
    [InlineData("Conv(8), Slice(0, 2), Conv(3)")]
    [InlineData("Conv(8), ChannelShuffle(4), Conv(3)")]
    [InlineData("Conv(16), Conv(32, Groups = 8), Conv(32, Kernel = 1)")]
    [InlineData("Conv(16), Conv(16, Groups = 16), Conv(32, Kernel = 1)")]
    [InlineData("Conv(1), Conv(4)")]
    public void ThereIsAChoice(string layers) => Assert.Empty(GeneratorHarness.Accept(Source(layers)).Diagnostics);

    [Theory]
    [InlineData("Conv(4, Prunable = false), Conv(6, Prunable = false)", "every layer that makes channels states Prunable = false")]
    [InlineData("Pool, GlobalPool", "no layer but the classifier makes channels")]
    [InlineData("Conv(1), Conv(1)", "of each group of channels one choice must stay, and there is only one")]
    [InlineData("Conv(4, Prunable = false), Conv(4), Add(\"Conv1\")", "every layer that makes channels states Prunable = false, or is tied to one that does, to the image or to parts that do not fit (CCNN0204)")]
    public void NothingIsToBeChosen(string layers, string reason) => GeneratorHarness.Refuse(
        $"using CompactCnn;\n[{{|CCNN0206:CompactModel(channels: 1, height: 8, width: 8)|}}]\n[{layers}, Linear(10)]\npublic sealed partial class Small;\n",
        $"'Small' has no channels to choose among, because {reason}: each step trains all of it, and its compact network is the whole one; let channels of a layer be dropped, or silence this where it is meant");

    private static void Refuse(string layers, string message) => GeneratorHarness.Refuse(Source(layers), message);

    private static string Source(string layers) => $"using CompactCnn;\n[CompactModel(channels: 1, height: 8, width: 8)]\n[{layers}, Linear(10)]\npublic sealed partial class Small;\n";
}
