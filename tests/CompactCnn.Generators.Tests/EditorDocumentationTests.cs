using System.Globalization;
using System.Xml.Linq;
using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Tests;

/// <summary>
/// What an editor shows of a model: its table on the class, and on each layer's property what the layer is and costs. It
/// is compared with the generated tables, for every layer.
/// </summary>
public class EditorDocumentationTests
{
    private const string Own = "/// <summary>The user's own words.</summary>\n";

    public static TheoryData<string> Models => new(
        Example.Attributes,
        "[CompactModel(3, 8, 8), Conv(4), BasicBlock(4, Repeat = 2, Coupling = Coupling.Shared), DepthwiseConv(Kernel = 5), DenseBlock(2, 3), Transition(0.5), GlobalPool, Linear(10)]",
        "[CompactModel(3, 8, 8), Conv(4), InvertedResidual(4, 2, Coupling = Coupling.Shared), Conv(6, Kernel = 1, Name = \"for\", Prunable = false), Linear(7, Norm = Norm.Batch), Linear(10)]");

    [Theory]
    [MemberData(nameof(Models))]
    public void EveryLayersPropertySaysWhatItIsAndCosts(string attributes)
    {
        (INamedTypeSymbol type, ModelGraph graph, CostTable cost) = Generate(attributes);
        Assert.NotEmpty(cost.Layers);
        foreach (LayerCost layer in cost.Layers)
        {
            string summary = Summary(type.GetMembers(layer.Name).Single());
            Assert.StartsWith(layer.Kind, summary, StringComparison.Ordinal);
            Assert.Contains($"output {layer.Output}", summary, StringComparison.Ordinal);
            Assert.Equal(layer.Parameters > 0, summary.Contains($"; {ForPeople(layer.Parameters)} parameters", StringComparison.Ordinal));
            Assert.Equal(layer.Macs > 0, summary.Contains($", {ForPeople(layer.Macs)} MACs", StringComparison.Ordinal));
            string[] groups = [.. graph.Groups.Select((group, index) => $"{index} '{group.Name}'").Where((_, index) => graph.Groups[index].Producers.Contains(layer.Name))];
            Assert.All(groups, group => Assert.Contains($"; group {group}", summary, StringComparison.Ordinal));
            Assert.NotEqual(summary.Contains("; group ", StringComparison.Ordinal), summary.EndsWith("; channels fixed.", StringComparison.Ordinal));
            if (layer.Macs > 0 && !layer.Kind.EndsWith("depthwise", StringComparison.Ordinal))
            {
                Assert.Contains($" to {layer.Output.Channels} ", summary, StringComparison.Ordinal);
            }

            if (layer.Kind.StartsWith("Conv2d", StringComparison.Ordinal) || layer.Kind.StartsWith("MaxPool2d", StringComparison.Ordinal))
            {
                Assert.Matches(@"^\w+ \d+x\d+", summary);
            }
        }
    }

    /// <summary>Row by row the generated cost table, with the group of each layer, and the sum.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void TheClassCarriesItsTable(string attributes)
    {
        (INamedTypeSymbol type, ModelGraph graph, CostTable cost) = Generate(attributes);
        string[] lines = [.. Table(type).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

        Assert.Equal(["layer", "kind", "output", "parameters", "MACs", "group"], Cells(lines[0]));
        Assert.Equal(cost.Layers.Length + 2, lines.Length);
        for (int i = 0; i < cost.Layers.Length; i++)
        {
            LayerCost layer = cost.Layers[i];
            string[] cells = Cells(lines[i + 1]);
            Assert.Equal([layer.Name, layer.Kind, layer.Output.ToString(), ForPeople(layer.Parameters), ForPeople(layer.Macs)], cells[..5]);
            Assert.All(graph.Groups.Where(group => group.Producers.Contains(layer.Name)), group => Assert.Contains($"'{group.Name}'", cells[5], StringComparison.Ordinal));
        }

        Assert.Equal(["Small", ForPeople(cost.Parameters), ForPeople(cost.Macs)], Cells(lines[^1]));
    }

    [Theory]
    [InlineData("", "A convolutional network for images of 3x16x16, with 10 classes: ")]
    [InlineData(Own, "The user's own words.")]
    [InlineData("/** <summary>The user's own words.</summary> */\n", "The user's own words.")]
    [InlineData("/// <remarks>The user's own remarks.</remarks>\n", "A convolutional network for images of 3x16x16, with 10 classes: ")]
    [InlineData("/// <example>Of use.</example>\n", "A convolutional network for images of 3x16x16, with 10 classes: ")]
    public void ThereIsOneSummaryAndAlwaysTheTable(string comment, string summary)
    {
        INamedTypeSymbol type = GeneratorHarness.Accept(HarnessSettings.Default with { DocumentEverything = true }, Example.Model(comment: comment)).Output.GetTypeByMetadataName("Company.Small")!;

        Assert.StartsWith(summary, Summary(type), StringComparison.Ordinal);
        Assert.Contains("Conv1Norm", Table(type), StringComparison.Ordinal);
    }

    /// <summary>Documentation that stands elsewhere is a summary too.</summary>
    [Theory]
    [InlineData("/// <inheritdoc/>\n")]
    [InlineData("/// <include file='words.xml' path='words'/>\n")]
    public void DocumentationThatIsTakenFromElsewhereIsLeftAlone(string comment)
    {
        string text = GeneratorHarness.Run(HarnessSettings.Default with { CompilerDiagnostics = ["CS1589"] }, Example.Model(comment: comment)).Text;

        Assert.DoesNotContain("A convolutional network", text, StringComparison.Ordinal);
        Assert.Contains("/// <code>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(Own, false)]
    public void AStubHasASummaryOnlyWhereTheUserWroteNone(string comment, bool isGenerated)
    {
        string text = GeneratorHarness.Run(
            HarnessSettings.Default,
            $"using CompactCnn;\n{comment}[CompactModel(1, 8, 8), Conv(0), Linear(10)]\npublic sealed partial class Small;").Text;

        Assert.Equal(isGenerated, text.Contains("A stub, because", StringComparison.Ordinal));
    }

    private static (INamedTypeSymbol Type, ModelGraph Graph, CostTable Cost) Generate(string attributes)
    {
        GeneratorOutcome outcome = GeneratorHarness.Accept($"using CompactCnn;\n{Own}{attributes}\npublic sealed partial class Small;\n");
        GeneratedModels models = outcome.Load();
        return (outcome.Output.GetTypeByMetadataName("Small")!, models.Graph("Small"), models.Cost("Small"));
    }

    private static string Summary(ISymbol symbol) => Documentation(symbol).Descendants("summary").Single().Value.Trim();

    private static string Table(ISymbol symbol) => Documentation(symbol).Descendants("remarks").Descendants("code").Single().Value;

    private static XElement Documentation(ISymbol symbol) => XElement.Parse(symbol.GetDocumentationCommentXml()!);

    /// <summary>Columns are at least two spaces apart.</summary>
    private static string[] Cells(string line) => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string ForPeople(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
