using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>
/// How the user's project is set up. The default is strict (nullable, documentation warnings in generated code, every
/// warning wave), so that each test is a test under strict settings.
/// </summary>
internal sealed record HarnessSettings
{
    public static HarnessSettings Default { get; } = new();

    /// <summary>One compilation without sources for all tests: what is derived from it shares its loaded references.</summary>
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Consumer",
        references: References.All,
        options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, warningLevel: 9999, deterministic: true));

    /// <summary>What the SDK switches off in every project: differing versions of the framework's own assemblies.</summary>
    private static readonly ImmutableDictionary<string, ReportDiagnostic> NoWarn = ImmutableDictionary<string, ReportDiagnostic>.Empty
        .Add("CS1701", ReportDiagnostic.Suppress)
        .Add("CS1702", ReportDiagnostic.Suppress);

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.Latest;

    public bool WarningsAsErrors { get; init; }

    /// <summary>Whether the user's own code must be documented too (CS1591); generated code always must.</summary>
    public bool DocumentEverything { get; init; }

    /// <summary>Severities by id, as from an .editorconfig and from NoWarn at once.</summary>
    public ImmutableDictionary<string, ReportDiagnostic> Severities { get; init; } = ImmutableDictionary<string, ReportDiagnostic>.Empty;

    /// <summary>What the compiler itself says of a wrong declaration, as of a marker that stands twice.</summary>
    public ImmutableArray<string> CompilerDiagnostics { get; init; } = [];

    /// <summary>A project that writes no documentation file does not parse documentation comments.</summary>
    public DocumentationMode Documentation { get; init; } = DocumentationMode.Diagnose;

    public bool ReferencesTheRuntime { get; init; } = true;

    /// <summary>Other projects that this one refers to.</summary>
    public ImmutableArray<MetadataReference> Libraries { get; init; } = [];

    /// <summary>What other generators make of the project: the generator does not see it, the compiler and analyzers do.</summary>
    public ImmutableArray<string> OtherGenerated { get; init; } = [];

    /// <summary>Properties of the project file that the generator sees.</summary>
    public ImmutableDictionary<string, string> BuildProperties { get; init; } = ImmutableDictionary<string, string>.Empty;

    public CSharpParseOptions ParseOptions => new(LanguageVersion, Documentation);

    /// <summary>The path of a user's source; generated ones lie elsewhere.</summary>
    public static string PathOf(int index) => $"/consumer/Source{index}.cs";

    public CSharpCompilation Compile(IEnumerable<string> sources)
    {
        CSharpCompilationOptions options = Empty.Options
            .WithNullableContextOptions(Nullable)
            .WithGeneralDiagnosticOption(WarningsAsErrors ? ReportDiagnostic.Error : ReportDiagnostic.Default)
            .WithSpecificDiagnosticOptions(Severities.SetItems(NoWarn))
            .WithSyntaxTreeOptionsProvider(new TreeOptions(this));
        return Empty
            .WithOptions(options)
            .WithReferences([.. ReferencesTheRuntime ? References.All : References.Framework, .. Libraries])
            .AddSyntaxTrees(sources.Select((text, index) => CSharpSyntaxTree.ParseText(text, ParseOptions, PathOf(index), cancellationToken: default)));
    }

    /// <summary>What an .editorconfig says of each source.</summary>
    private sealed class TreeOptions(HarnessSettings settings) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            bool isUsers = tree.FilePath.StartsWith("/consumer/", StringComparison.Ordinal);
            if (diagnosticId == "CS1591" && isUsers && !settings.DocumentEverything)
            {
                severity = ReportDiagnostic.Suppress;
                return true;
            }

            return settings.Severities.TryGetValue(diagnosticId, out severity);
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            settings.Severities.TryGetValue(diagnosticId, out severity);
    }
}
