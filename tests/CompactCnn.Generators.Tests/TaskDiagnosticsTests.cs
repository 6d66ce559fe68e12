using CompactCnn.Generators.Tests.Harness;

namespace CompactCnn.Generators.Tests;

/// <summary>CCNN0501: a classifier of one output, for which the loss of classes is always 0.</summary>
public class TaskDiagnosticsTests
{
    [Theory]
    [InlineData("{|CCNN0501:Linear(1)|}", "Linear1")]
    [InlineData("{|CCNN0501:Conv(1, Norm = Norm.None)|}, GlobalPool", "Conv2")]
    [InlineData("{|CCNN0501:Linear(1, Name = \"Head\", Bias = false)|}", "Head")]
    public void AClassifierHasTwoOutputs(string classifier, string name) => GeneratorHarness.Refuse(
        Source(classifier),
        $"'{name}' is the classifier and has one output, but the loss of classes is 0 for one class, whatever it puts out, so that nothing would be learned; give it 2 outputs for two classes, or train by Step with a loss of your own and silence this");

    [Theory]
    [InlineData("Linear(2)")]
    [InlineData("Linear(1), Linear(2)")]
    public void OtherLayersMayHaveOne(string layers) => GeneratorHarness.Accept(Source(layers));

    private static string Source(string layers) => $"using CompactCnn;\n[CompactModel(channels: 1, height: 8, width: 8)]\n[Conv(4), {layers}]\npublic sealed partial class Small;\n";
}
