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

    /// <summary>The errors and warnings of the package's targets, which no analyzer could report.</summary>
    public static TheoryData<string> BuildIds => [.. BuildErrors()];

    [Fact]
    public void EveryRuleHasADescriptorThatAnAnalyzerSupports()
    {
        IEnumerable<string> rules = Enum.GetValues<Rule>().Select(rule => $"CCNN{(int)rule:0000}");

        Assert.Equal(rules, Enum.GetValues<Rule>().Select(rule => Analysis.Descriptors.Of(rule).Id));
        Assert.Equal(rules.Order(StringComparer.Ordinal), Descriptors().Select(descriptor => descriptor.Id));
    }

    /// <summary>What is wrong is an error that cannot be switched off; what is right but worth knowing is not.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void ADescriptorIsOfItsFamily(string id)
    {
        DiagnosticDescriptor descriptor = Descriptor(id);
        (string category, DiagnosticSeverity[] severities) = id[..^2] switch
        {
            "CCNN00" => ("CompactCnn.Class", new[] { DiagnosticSeverity.Error }),
            "CCNN01" => ("CompactCnn.Shape", [DiagnosticSeverity.Error]),
            "CCNN02" => ("CompactCnn.Coupling", [DiagnosticSeverity.Warning, DiagnosticSeverity.Info]),
            "CCNN03" => ("CompactCnn.Limit", [DiagnosticSeverity.Warning]),
            "CCNN04" => ("CompactCnn.Use", [DiagnosticSeverity.Warning]),
            "CCNN05" => ("CompactCnn.Task", [DiagnosticSeverity.Warning]),
            string family => throw new ArgumentOutOfRangeException(nameof(id), family, "an unknown family"),
        };

        Assert.Equal(category, descriptor.Category);
        Assert.Contains(descriptor.DefaultSeverity, severities);
        Assert.True(descriptor.IsEnabledByDefault);
        Assert.Equal(descriptor.DefaultSeverity == DiagnosticSeverity.Error, descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable));
        Assert.Equal($"https://github.com/compactcnn/compactcnn/blob/main/docs/diagnostics/{id}.md", descriptor.HelpLinkUri);
    }

    /// <summary>
    /// One sentence without a full stop, that names what is at fault in quotes and ends with the remedy. A layer's argument has
    /// its quotes, because the place in a block may follow them.
    /// </summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void AMessageNamesTheFault(string id)
    {
        string message = Descriptor(id).MessageFormat.ToString(CultureInfo.InvariantCulture);

        Assert.Matches(@"^('\{0\}'|\{0\}[ :])", message);
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
    public void TheFixedExampleGivesNone(string id)
    {
        GeneratorOutcome outcome = GeneratorHarness.Accept(Example(id, "Fixed example"));

        Assert.NotEmpty(outcome.Generated);
        GeneratorOutcome.AssertNone(outcome.Diagnostics);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ADiagnosticIsInTheTableOfAll(string id)
    {
        Assert.Contains($"| [{id}]({id}.md) | {Title(id)} |\n", Table(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ADiagnosticIsTrackedByReleases(string id)
    {
        string releases = File.ReadAllText(Path.Combine(ProjectFiles.Generator, "AnalyzerReleases.Shipped.md"))
            + File.ReadAllText(Path.Combine(ProjectFiles.Generator, "AnalyzerReleases.Unshipped.md"));

        Assert.Matches($@"(?m)^{id}\s*\|\s*{Regex.Escape(Descriptor(id).Category)}\s*\|\s*{Descriptor(id).DefaultSeverity}\s*\|", releases);
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

        Assert.Equal(Descriptors().Select(descriptor => descriptor.Id).Concat(BuildErrors()), pages.Order(StringComparer.Ordinal));
    }

    /// <summary>Every argument that has a range is in the table of ranges.</summary>
    [Fact]
    public void ThePageOfRangesNamesEveryArgument()
    {
        var documented = new List<string>();
        string attribute = "";
        foreach (Match row in RangeRow().Matches(Page("CCNN0102")))
        {
            attribute = row.Groups["attribute"].Success ? row.Groups["attribute"].Value : attribute;
            documented.AddRange(row.Groups["argument"].Captures.Select(argument => $"{attribute}.{argument.Value}"));
        }

        Assert.Equal(Ranged().Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Ranged() => typeof(LayerAttribute).Assembly.GetExportedTypes()
        .Where(type => !type.IsAbstract && typeof(Attribute).IsAssignableFrom(type))
        .SelectMany(type => type.GetConstructors().Single().GetParameters().Select(parameter => (parameter.Name, Type: parameter.ParameterType))
            .Concat(type.GetProperties().Where(property => property.SetMethod is not null).Select(property => (Name: (string?)property.Name, Type: property.PropertyType)))
            .Where(argument => HasRange(argument.Type) || (argument.Type == typeof(string) && type == typeof(CompactModelAttribute)))
            .Select(argument => $"{type.Name[..^nameof(Attribute).Length]}.{argument.Name}"));

    private static bool HasRange(Type type) => type.IsEnum || type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(string[]);

    /// <summary>What the build says without a compiler has a page too, and a row in the table of all.</summary>
    [Theory]
    [MemberData(nameof(BuildIds))]
    public void AnErrorOfTheBuildHasAPageThatExplainsIt(string id)
    {
        Match title = Regex.Match(Page(id), $@"\A# {id}: (?<title>.+)\n\n");
        string[] sections = [.. Regex.Matches(Page(id), "(?m)^## (.*)$").Select(section => section.Groups[1].Value)];

        Assert.True(title.Success);
        Assert.Equal(["Bad example", "Fixed example"], sections);
        Assert.Contains($"| [{id}]({id}.md) | {title.Groups["title"].Value} |\n", Table(), StringComparison.Ordinal);
    }

    private static IEnumerable<DiagnosticDescriptor> Descriptors() =>
        new ModelAnalyzer().SupportedDiagnostics.AddRange(new KeepListAnalyzer().SupportedDiagnostics).OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal);

    private static IEnumerable<string> BuildErrors() =>
        Directory.EnumerateFiles(ProjectFiles.Targets).SelectMany(file => BuildErrorId().Matches(File.ReadAllText(file))).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    private static DiagnosticDescriptor Descriptor(string id) => Descriptors().Single(descriptor => descriptor.Id == id);

    private static string Title(string id) => Descriptor(id).Title.ToString(CultureInfo.InvariantCulture);

    private static string Table() => File.ReadAllText(Path.Combine(ProjectFiles.DiagnosticPages, "README.md")).ReplaceLineEndings("\n");

    private static string Page(string id) => File.ReadAllText(Path.Combine(ProjectFiles.DiagnosticPages, id + ".md")).ReplaceLineEndings("\n");

    internal static string Example(string id, string section) =>
        Section().Matches(Page(id)).Single(match => match.Groups["title"].Value == section).Groups["code"].Value;

    [GeneratedRegex(@"^## (?<title>.*)\n\n```csharp\n(?<code>[^`]*)```$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^\| (`(?<attribute>\w+)` )?\| (`(?<argument>\w+)`(, )?)+ \| .* \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex RangeRow();

    [GeneratedRegex("CCNN9[0-9]{3}")]
    private static partial Regex BuildErrorId();
}
