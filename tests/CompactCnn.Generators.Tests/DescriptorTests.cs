using System.Globalization;
using System.Text.RegularExpressions;
using CompactCnn.Generators.Analysis;
using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Tests;

/// <summary>Every diagnostic has all that belongs to one: a page with examples, a release row, a help link, a test.</summary>
public partial class DescriptorTests
{
    public static TheoryData<string> Ids => [.. Descriptors().Select(descriptor => descriptor.Id)];

    [Fact]
    public void EveryRuleHasADescriptorThatTheAnalyzerSupports()
    {
        IEnumerable<string> rules = Enum.GetValues<Rule>().Select(rule => $"CCNN{(int)rule:0000}");

        Assert.Equal(rules, Enum.GetValues<Rule>().Select(rule => Analysis.Descriptors.Of(rule).Id));
        Assert.Equal(rules.Order(StringComparer.Ordinal), Descriptors().Select(descriptor => descriptor.Id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ADescriptorIsAnErrorThatCannotBeSwitchedOff(string id)
    {
        DiagnosticDescriptor descriptor = Descriptor(id);

        Assert.Equal(id.StartsWith("CCNN00", StringComparison.Ordinal) ? "CompactCnn.Class" : "CompactCnn.Shape", descriptor.Category);
        Assert.Equal(DiagnosticSeverity.Error, descriptor.DefaultSeverity);
        Assert.True(descriptor.IsEnabledByDefault);
        Assert.Contains(WellKnownDiagnosticTags.NotConfigurable, descriptor.CustomTags);
        Assert.Equal($"https://github.com/compactcnn/compactcnn/blob/main/docs/diagnostics/{id}.md", descriptor.HelpLinkUri);
    }

    /// <summary>One sentence without a full stop, that names what is at fault in quotes and ends with the remedy.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void AMessageNamesTheFault(string id)
    {
        string message = Descriptor(id).MessageFormat.ToString(CultureInfo.InvariantCulture);

        Assert.StartsWith("'{0}'", message, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\.$|\n", message);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ADiagnosticHasAPageThatExplainsIt(string id)
    {
        string page = Page(id);

        Assert.StartsWith($"# {id}: {Title(id)}\n\n", page, StringComparison.Ordinal);
        Assert.Equal(["Bad example", "Fixed example"], Section().Matches(page).Select(section => section.Groups["title"].Value));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void TheBadExampleGivesExactlyThisDiagnostic(string id)
    {
        GeneratorOutcome outcome = GeneratorHarness.Run(HarnessSettings.Default, Example(id, "Bad example"));

        Assert.NotEmpty(outcome.Diagnostics);
        Assert.All(outcome.Diagnostics, diagnostic => Assert.Equal(id, diagnostic.Id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void TheFixedExampleGivesNone(string id) => Assert.NotEmpty(GeneratorHarness.Accept(Example(id, "Fixed example")).Generated);

    [Theory]
    [MemberData(nameof(Ids))]
    public void ADiagnosticIsInTheTableOfAll(string id)
    {
        string table = File.ReadAllText(Path.Combine(ProjectFiles.DiagnosticPages, "README.md")).ReplaceLineEndings("\n");

        Assert.Contains($"| [{id}]({id}.md) | {Title(id)} |\n", table, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ADiagnosticIsTrackedByReleases(string id)
    {
        string releases = File.ReadAllText(Path.Combine(ProjectFiles.Generator, "AnalyzerReleases.Shipped.md"))
            + File.ReadAllText(Path.Combine(ProjectFiles.Generator, "AnalyzerReleases.Unshipped.md"));

        Assert.Matches($@"(?m)^{id}\s*\|\s*{Regex.Escape(Descriptor(id).Category)}\s*\|\s*Error\s*\|", releases);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ADiagnosticIsMarkedInATest(string id)
    {
        IEnumerable<string> tests = Directory.EnumerateFiles(ProjectFiles.TestProject, "*DiagnosticsTests.cs").Select(File.ReadAllText);

        Assert.Contains(tests, text => text.Contains($"{{|{id}:", StringComparison.Ordinal));
    }

    [Fact]
    public void NoPageIsOrphaned()
    {
        IEnumerable<string> pages = Directory.EnumerateFiles(ProjectFiles.DiagnosticPages, "CCNN*.md").Select(file => Path.GetFileNameWithoutExtension(file)!);

        Assert.Equal(Descriptors().Select(descriptor => descriptor.Id), pages.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<DiagnosticDescriptor> Descriptors() =>
        new ModelAnalyzer().SupportedDiagnostics.OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal);

    private static DiagnosticDescriptor Descriptor(string id) => Descriptors().Single(descriptor => descriptor.Id == id);

    private static string Title(string id) => Descriptor(id).Title.ToString(CultureInfo.InvariantCulture);

    private static string Page(string id) => File.ReadAllText(Path.Combine(ProjectFiles.DiagnosticPages, id + ".md")).ReplaceLineEndings("\n");

    private static string Example(string id, string section) =>
        Section().Matches(Page(id)).Single(match => match.Groups["title"].Value == section).Groups["code"].Value;

    [GeneratedRegex(@"^## (?<title>.*)\n\n```csharp\n(?<code>[^`]*)```$", RegexOptions.Multiline)]
    private static partial Regex Section();
}
