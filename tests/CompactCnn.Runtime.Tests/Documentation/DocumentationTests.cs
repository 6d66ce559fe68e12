using System.Reflection;
using System.Text.RegularExpressions;
using CompactCnn.Models;

namespace CompactCnn.Runtime.Tests.Documentation;

/// <summary>Examples of the documentation are taken from code that is compiled here.</summary>
public partial class DocumentationTests
{
    [Fact]
    public void TheExamplesOfBudgetsAndSelectorsAreCompiled()
    {
        string[] blocks = [.. Block().Matches(File.ReadAllText(FileAt("../../docs/budgets-and-selectors.md"))).Select(match => match.Groups[1].Value)];
        Assert.Equal(4, blocks.Length);
        string[] code = [.. Lines(File.ReadAllText(FileAt("Documentation/BudgetsAndSelectors.cs")))];
        Assert.All(blocks, block =>
        {
            string[] lines = [.. Lines(block)];
            Assert.True(Enumerable.Range(0, code.Length).Any(first => code.Skip(first).Take(lines.Length).SequenceEqual(lines)), $"BudgetsAndSelectors.cs lacks these lines in a row:\n{block}");
        });
    }

    [Fact]
    public void TheExamplesRun()
    {
        BudgetsAndSelectors.Options().Selection.Check();
        int[][] keep = BudgetsAndSelectors.Choose([.. SmallVggTwin.Graph.Groups.Select(group => new double[group.Arms])]);
        Assert.True(SmallVggTwin.CostOf(keep).Macs <= 200_000);

        using var folder = new TemporaryFolder();
        using TrainingData data = SyntheticData.For(SmallVggTwin.Graph, 64, seed: 1);
        using var model = new SmallVggTwin(seed: 1);
        string path = folder.At("model.safetensors");
        model.Save(path);
        BudgetsAndSelectors.Prune(model, path, data);
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    private static string FileAt(string relative) => Path.Combine(
        typeof(DocumentationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "ProjectDirectory").Value!,
        relative);

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
