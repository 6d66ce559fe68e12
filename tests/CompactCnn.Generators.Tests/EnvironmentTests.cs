using System.Collections.Immutable;
using System.Globalization;
using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompactCnn.Generators.Tests;

/// <summary>A user's own settings and culture must not break generated code.</summary>
public class EnvironmentTests
{
    [Fact]
    public void WithEverything() => Snapshot.Verify(GeneratorHarness.Accept(Example.Model()).Text);

    [Theory]
    [InlineData("fi-FI")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void ACultureChangesNothing(string culture)
    {
        string expected = GeneratorHarness.Accept(Example.Model()).Text;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, GeneratorHarness.Accept(Example.Model()).Text);
            GeneratorHarness.Refuse(
                "using CompactCnn; [CompactModel(1, 8, 8), {|CCNN0102:Dropout(-1234.5)|}, Linear(10)] public sealed partial class Small;",
                "'Dropout1': probability must be 0 or more and less than 1 but is -1234.5");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void NullableOff() => GeneratorHarness.Accept(HarnessSettings.Default with { Nullable = NullableContextOptions.Disable }, Example.Model());

    [Fact]
    public void WarningsAsErrors() => GeneratorHarness.Accept(HarnessSettings.Default with { WarningsAsErrors = true }, Example.Model());

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.Preview)]
    public void LanguageVersions(LanguageVersion version) => GeneratorHarness.Accept(HarnessSettings.Default with { LanguageVersion = version }, Example.Model());

    /// <summary>As with AnalysisMode All and GenerateDocumentationFile: missing documentation is an error, in generated code too.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("/// <summary>The user's own words.</summary>\n/// <remarks>And remarks.</remarks>\n")]
    public void DocumentationWarningsAsErrors(string comment)
    {
        HarnessSettings settings = HarnessSettings.Default with
        {
            WarningsAsErrors = true,
            DocumentEverything = true,
            Severities = ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("CS1591", ReportDiagnostic.Error),
        };

        GeneratorHarness.Accept(settings, Example.Model(comment: comment));
    }

    [Fact]
    public void TheTableStaysWhereTheUserWroteASummary()
    {
        GeneratorOutcome outcome = GeneratorHarness.Accept(Example.Model(comment: "/// <summary>The user's own words.</summary>\n"));

        string documentation = outcome.Output.GetTypeByMetadataName("Company.Small")!.GetDocumentationCommentXml()!;
        Assert.Equal(1, documentation.Split("<summary>").Length - 1);
        Assert.Contains("The user's own words.", documentation, StringComparison.Ordinal);
        Assert.Contains("<code>", documentation, StringComparison.Ordinal);
    }

    /// <summary>Then its comments are ordinary ones, and the generated text must be the same all the same.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("/// <summary>The user's own words.</summary>\n")]
    [InlineData("/** <summary>The user's own words.</summary> */\n")]
    [InlineData("// no documentation\n")]
    [InlineData("//// no documentation\n")]
    [InlineData("/* no documentation */\n")]
    public void AProjectWithoutADocumentationFile(string comment)
    {
        HarnessSettings settings = HarnessSettings.Default with { Documentation = DocumentationMode.None };

        Assert.Equal(GeneratorHarness.Accept(Example.Model(comment: comment)).Text, GeneratorHarness.Accept(settings, Example.Model(comment: comment)).Text);
    }

    [Fact]
    public void AProjectWithoutTheRuntime() => Assert.Empty(
        GeneratorHarness.Accept(HarnessSettings.Default with { ReferencesTheRuntime = false }, "public class ConvAttribute : System.Attribute; [Conv] public class Any;").Generated);

    [Theory]
    [InlineData("/// <summary>Words on another part.</summary>")]
    [InlineData("/** <summary>Words on another part.</summary> */")]
    [InlineData("/// <remarks>Remarks only.</remarks>")]
    public void DocumentationOnAnotherPart(string comment) => GeneratorHarness.Accept(
        HarnessSettings.Default with { DocumentEverything = true },
        Example.Model(),
        $"namespace Company {{\n{comment}\npartial class Small {{ }}\n}}");

    /// <summary>TorchSharp's types do not comply; generated code says so where the user did not.</summary>
    [Theory]
    [InlineData("MODEL public sealed partial class Small;")]
    [InlineData("MODEL internal partial class Small;")]
    [InlineData("MODEL [System.CLSCompliant(false)] public partial class Small;")]
    [InlineData("public partial class Outer { MODEL private partial class Small; }")]
    [InlineData("public partial class Outer { MODEL public partial class Small; }")]
    public void AnAssemblyThatPromisesClsCompliance(string declaration) => GeneratorHarness.Accept(
        "[assembly: System.CLSCompliant(true)]",
        $"using CompactCnn;\n{declaration.Replace("MODEL", Example.Attributes, StringComparison.Ordinal)}");

    /// <summary>Every strict or unusual setting at once, for every kind of block, in namespaces that hide others.</summary>
    [Theory]
    [InlineData("fi-FI", "System")]
    [InlineData("tr-TR", "TorchSharp")]
    [InlineData("fi-FI", "CompactCnn.Foo")]
    public void EverythingAtOnce(string culture, string name)
    {
        const string Blocks =
            """
            [CompactModel(3, 8, 8)]
            [Conv(4), BasicBlock(4, Repeat = 2, Coupling = Coupling.Shared), Bottleneck(8, Stride = 2, Coupling = Coupling.Shared), DepthwiseConv(Activation = Activation.SiLU)]
            [InvertedResidual(8, 2, Coupling = Coupling.Shared), DenseBlock(2, 3), Transition(0.5), Conv(6, Name = "İlk"), Conv(6, From = "Transition1"), Concat("İlk"), GlobalPool, Linear(10)]
            """;
        HarnessSettings settings = HarnessSettings.Default with
        {
            Nullable = NullableContextOptions.Disable,
            WarningsAsErrors = true,
            DocumentEverything = true,
            Severities = ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("CS1591", ReportDiagnostic.Error).Add("CCNN0202", ReportDiagnostic.Suppress),
        };
        string source = $"using CompactCnn;\nnamespace {name}\n{{\n{Blocks}\npublic sealed partial class Small;\n}}\n";
        string expected = GeneratorHarness.Accept(settings, source).Text;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, GeneratorHarness.Accept(settings, source).Text);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>AnalysisMode All switches every rule of the SDK's analyzers on; none of them may complain of generated code.</summary>
    [Fact]
    public async Task AnalysisModeAll()
    {
        ImmutableArray<DiagnosticAnalyzer> analyzers = SdkAnalyzers.Load();
        Compilation output = GeneratorHarness.Accept(Example.Model(), "public class user_code { public void lower() { } }").Output;
        Dictionary<string, ReportDiagnostic> all = analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Distinct().ToDictionary(id => id, _ => ReportDiagnostic.Error);
        Compilation strict = output.WithOptions(output.Options.WithSyntaxTreeOptionsProvider(null).WithSpecificDiagnosticOptions(all));

        ImmutableArray<Diagnostic> diagnostics = await strict.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync(CancellationToken.None);

        Assert.True(all.Count > 200, $"only {all.Count} rules");
        Assert.Contains(diagnostics, diagnostic => diagnostic.Id == "CA1707");
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id.StartsWith("AD", StringComparison.Ordinal));
        GeneratorOutcome.AssertNone(diagnostics.Where(diagnostic => diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true));
    }
}
