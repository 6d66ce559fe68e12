using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace CompactCnn.Generators.Tests;

/// <summary>CCNN0104 to 0106: a layer's name becomes its property and, in lower case, the name of its state.</summary>
public class NameDiagnosticsTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1st")]
    [InlineData("a b")]
    [InlineData("Stem.Conv")]
    [InlineData("Stem-Conv")]
    [InlineData(" Stem")]
    [InlineData("@Stem")]
    [InlineData("Stem\\n")]
    [InlineData("\\\\u0041")]
    [InlineData("😀")]
    public void ANameIsAnIdentifier(string name) => GeneratorHarness.Refuse(
        Model($"{{|CCNN0104:Conv(4, Name = \"{name}\")|}}, Linear(10)"),
        $"'{name.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)}' is not a C# identifier; a layer's name becomes the name of its property, use letters, digits and underscores");

    [Theory]
    [InlineData("_")]
    [InlineData("_1")]
    [InlineData("stem")]
    [InlineData("Größe")]
    [InlineData("层")]
    [InlineData("İçgörü")]
    [InlineData("var")]
    [InlineData("record")]
    [InlineData("value")]
    [InlineData("field")]
    [InlineData("await")]
    [InlineData("nameof")]
    [InlineData("global")]
    [InlineData("dynamic")]
    [InlineData("System")]
    [InlineData("TorchSharp")]
    [InlineData("CompactCnn")]
    [InlineData("Tensor")]
    [InlineData("Consumer")]
    public void UnusualIdentifiersAreAccepted(string name) => GeneratorHarness.Accept(
        Model($"Conv(4, Name = \"{name}\"), Linear(8, Norm = Norm.Batch), Linear(10)"));

    [Theory]
    [InlineData("Conv(4, Name = \"Stem\"), {|CCNN0105:Conv(4, Name = \"Stem\")|}", "Stem", "a Conv whose Name is 'Stem' and a Conv whose Name is 'Stem'")]
    [InlineData("Conv(4, Name = \"Stem\"), {|CCNN0105:Pool(Name = \"stem\")|}", "stem", "a Pool whose Name is 'stem' and a Conv whose Name is 'Stem'")]
    [InlineData("Conv(4, Name = \"StemA\"), {|CCNN0105:Pool(Name = \"STEMA\")|}", "STEMA", "a Pool whose Name is 'STEMA' and a Conv whose Name is 'StemA'")]
    [InlineData("Conv(4, Name = \"StemA\"), {|CCNN0105:Pool(Name = \"Stem_A\")|}", "Stem_A", "a Pool whose Name is 'Stem_A' and a Conv whose Name is 'StemA'")]
    [InlineData("Conv(4), {|CCNN0105:Pool(Name = \"Conv1_Norm\")|}", "Conv1_Norm", "a Pool whose Name is 'Conv1_Norm' and the norm of 'Conv1', called 'Conv1Norm'")]
    [InlineData("Conv(4), {|CCNN0105:Pool(Name = \"Conv1\")|}", "Conv1", "a Pool whose Name is 'Conv1' and an unnamed Conv, called so automatically")]
    [InlineData("Conv(4), {|CCNN0105:Pool(Name = \"conv1\")|}", "conv1", "a Pool whose Name is 'conv1' and an unnamed Conv, called 'Conv1' automatically")]
    [InlineData("Conv(4), {|CCNN0105:Pool(Name = \"Conv1Norm\")|}", "Conv1Norm", "a Pool whose Name is 'Conv1Norm' and the norm of 'Conv1'")]
    [InlineData("Conv(4), {|CCNN0105:Pool(Name = \"Conv1Activation\")|}", "Conv1Activation", "a Pool whose Name is 'Conv1Activation' and the activation of 'Conv1'")]
    [InlineData("Conv(4), {|CCNN0105:Pool(Name = \"Linear1Flatten\")|}", "Linear1Flatten", "a Pool whose Name is 'Linear1Flatten' and the flattening of 'Linear1'")]
    [InlineData("Conv(4), {|CCNN0105:Pool(Name = \"Linear1\")|}", "Linear1", "a Pool whose Name is 'Linear1' and an unnamed Linear, called so automatically")]
    [InlineData("{|CCNN0105:Pool(Name = \"Conv1\")|}, Conv(4)", "Conv1", "a Pool whose Name is 'Conv1' and an unnamed Conv, called so automatically")]
    [InlineData("Conv(16), {|CCNN0105:Conv(16, Name = \"Conv2\")|}, Conv(16)", "Conv2", "a Conv whose Name is 'Conv2' and an unnamed Conv, called so automatically")]
    [InlineData("Conv(4, Name = \"Stem\"), {|CCNN0105:Conv(4, Name = \"StemNorm\")|}", "StemNorm", "a Conv whose Name is 'StemNorm' and the norm of 'Stem'")]
    [InlineData("{|CCNN0105:Conv(8, Name = \"Block1Conv2Norm\")|}, BasicBlock(8, Prunable = false)", "Block1Conv2Norm", "a Conv whose Name is 'Block1Conv2Norm' and the norm of 'Block1Conv2' ('Conv2' of BasicBlock)")]
    public void NamesAreUnique(string layers, string name, string both) => GeneratorHarness.Refuse(
        Model($"{layers}, Linear(10)"),
        $"'{name}' names two layers, {both}; state another Name, which must differ in more than case and underscores");

    [Theory]
    [InlineData("Compact")]
    [InlineData("Channels")]
    [InlineData("Graph")]
    [InlineData("Cost")]
    [InlineData("CostOf")]
    [InlineData("ToCompact")]
    [InlineData("ToKeep")]
    [InlineData("forward")]
    [InlineData("parameters")]
    [InlineData("Gates")]
    [InlineData("Widths")]
    [InlineData("Equals")]
    [InlineData("Dispose")]
    [InlineData("Train")]
    [InlineData("get_Conv1")]
    [InlineData("FineTune")]
    public void MembersOfTheModelAreNotRenamed(string name) => GeneratorHarness.Refuse(
        Model($"{{|CCNN0106:Conv(4, Name = \"{name}\")|}}, Linear(10)"),
        $"'{name}' is the name of a generated or inherited member; state another Name");

    /// <summary>Generated methods have parameters and locals; a property called like one must not be shadowed by it.</summary>
    [Theory]
    [InlineData("x")]
    [InlineData("input")]
    [InlineData("scope")]
    [InlineData("device")]
    [InlineData("seed")]
    [InlineData("keep")]
    [InlineData("widths")]
    [InlineData("classes")]
    public void NamesOfLocalsAreAcceptedOrRefusedButNeverBroken(string name)
    {
        GeneratorOutcome outcome = GeneratorHarness.Run(HarnessSettings.Default, Model($"Conv(4, Name = \"{name}\"), Linear(10, Name = \"last\")"));

        Assert.All(outcome.Diagnostics, diagnostic => Assert.Equal("CCNN0106", diagnostic.Id));
    }

    /// <summary>C# ignores formatting characters in identifiers: two texts would be one name.</summary>
    [Fact]
    public void InvisibleCharactersAreRefused() => GeneratorHarness.Refuse(
        Model("{|CCNN0104:Conv(4, Name = \"St\\u200Dem\")|}, Linear(10)"),
        "'St\u200Dem' is not a C# identifier; a layer's name becomes the name of its property, use letters, digits and underscores");

    [Fact]
    public void KeywordsAreEscaped()
    {
        GeneratorOutcome outcome = GeneratorHarness.Accept(
            Model("Conv(4, Name = \"class\"), Linear(10, Name = \"this\")"),
            "public static class User { public static object Read(Small model) => (model.@class, model.@this); }");

        Assert.Equal("class", outcome.Load().Graph("Small").Groups[0].Name);
    }

    [Fact]
    public void EveryKeywordIsAName()
    {
        IEnumerable<string> keywords = SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText).Distinct();
        IEnumerable<string> layers = keywords.Select(keyword => $"Conv(4, Norm = Norm.None, Activation = Activation.None, Name = \"{keyword}\")");

        GeneratorHarness.Accept(Model($"{string.Join(", ", layers)}, Linear(10)"));
    }

    [Theory]
    [InlineData("System")]
    [InlineData("TorchSharp")]
    [InlineData("CompactCnn")]
    [InlineData("@class")]
    [InlineData("Größe")]
    [InlineData("Tensor")]
    [InlineData("Module")]
    [InlineData("Conv2d")]
    [InlineData("GatedModel")]
    [InlineData("Unallocated")]
    [InlineData("Gates")]
    [InlineData("Equals")]
    public void UnusualClassNamesAreAccepted(string name) => GeneratorHarness.Accept(
        $"using CompactCnn; namespace Company {{ [CompactModel(1, 8, 8), Conv(4), Linear(10)] public sealed partial class {name}; }}");

    private static string Model(string layers) => $"using CompactCnn;\n[CompactModel(channels: 1, height: 8, width: 8)]\n[{layers}]\npublic sealed partial class Small;\n";
}
