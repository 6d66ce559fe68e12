using System.Collections.Immutable;
using System.Globalization;
using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

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
}
