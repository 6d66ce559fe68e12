using System.Collections.Immutable;
using CompactCnn.Generators.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>
/// The one way in which tests run the generator and its analyzers. Whatever a test is about, its source is also a test
/// that the pipeline caches and keeps nothing, that the generator reports nothing itself, that the generated text is
/// tidy, that the user's project compiles without a warning, and that exactly the marked diagnostics appear, those of
/// declarations whether or not the analyzer sees the generated part.
/// </summary>
internal static class GeneratorHarness
{
    private const string UnreadArgument = "CCNN0118";

    /// <summary>Sources without a fault.</summary>
    public static GeneratorOutcome Accept(params string[] sources) => Accept(HarnessSettings.Default, sources);

    /// <inheritdoc cref="Accept(string[])"/>
    public static GeneratorOutcome Accept(HarnessSettings settings, params string[] sources)
    {
        GeneratorOutcome outcome = Run(settings, sources);
        GeneratorOutcome.AssertNone(outcome.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return outcome;
    }

    /// <summary>A source whose faults are marked.</summary>
    /// <param name="source">The source with marks.</param>
    /// <param name="messages">The diagnostics' full texts, in the order of their places.</param>
    public static GeneratorOutcome Refuse(string source, params string[] messages) => Refuse(HarnessSettings.Default, [source], messages);

    /// <inheritdoc cref="Refuse(string, string[])"/>
    public static GeneratorOutcome Refuse(HarnessSettings settings, string[] sources, params string[] messages)
    {
        GeneratorOutcome outcome = Run(settings, sources);
        AssertLines(outcome.Expected, outcome.Diagnostics.Select(GeneratorOutcome.Place));
        AssertLines(messages, outcome.Diagnostics.Select(diagnostic => diagnostic.GetMessage()));
        return outcome;
    }

    /// <summary>Runs everything; what the analyzer says is left to the caller to judge.</summary>
    public static GeneratorOutcome Run(HarnessSettings settings, params string[] sources)
    {
        ImmutableArray<MarkedSource> marked = [.. sources.Select(MarkedSource.Parse)];
        CSharpCompilation input = settings.Compile(marked.Select(source => source.Text));
        GeneratorDriver driver = Incrementality.CreateDriver(new ModelGenerator(), settings.ParseOptions, new BuildProperties(settings.BuildProperties))
            .RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> reported);
        output = output.AddSyntaxTrees(settings.OtherGenerated.Select(text => CSharpSyntaxTree.ParseText(text, settings.ParseOptions, "/consumer/Other.g.cs", cancellationToken: default)));
        GeneratorRunResult result = driver.GetRunResult().Results.Single();

        Assert.Null(result.Exception);
        GeneratorOutcome.AssertNone(reported);
        Incrementality.AssertCachedOnClone(driver, input, Incrementality.StepNames);
        Incrementality.AssertHoldsNoCompilation(driver, Incrementality.StepNames);
        foreach (GeneratedSourceResult generated in result.GeneratedSources)
        {
            GeneratedText.AssertTidy(generated);
        }

        ILookup<bool, Diagnostic> diagnostics = Diagnose(output);
        GeneratorOutcome.AssertNone(diagnostics[false].Where(diagnostic => !settings.CompilerDiagnostics.Contains(diagnostic.Id)));
        AssertLines(Diagnose(input)[true].Select(GeneratorOutcome.Describe), diagnostics[true].Where(diagnostic => !NeedsGenerated(diagnostic)).Select(GeneratorOutcome.Describe));
        var outcome = new GeneratorOutcome(marked, output, result.GeneratedSources, [.. diagnostics[true]]);
        AssertWrongModelsFail(settings, input, outcome);
        return outcome;
    }

    /// <summary>
    /// A stub never comes without an error, nor with a second one of its own; and where no analyzer runs, the generated code
    /// says the same sentences, each once.
    /// </summary>
    private static void AssertWrongModelsFail(HarnessSettings settings, CSharpCompilation input, GeneratorOutcome outcome)
    {
        Assert.DoesNotContain(settings.CompilerDiagnostics.IsEmpty ? outcome.Models : [], source => source.SourceText.ToString().Contains("#error", StringComparison.Ordinal));
        string[] errors =
        [
            .. outcome.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage().ReplaceLineEndings(" ")}")
                .Distinct().Order(StringComparer.Ordinal),
        ];
        string[] stubs = [.. outcome.Models.Where(source => source.SourceText.ToString().Contains("DeclarationError", StringComparison.Ordinal)).Select(source => source.HintName)];
        Assert.True(stubs.Length == 0 || errors.Length > 0 || !settings.CompilerDiagnostics.IsEmpty, $"no error, but a stub in {string.Join(", ", stubs)}");
        if (errors.Length == 0 || !settings.CompilerDiagnostics.IsEmpty)
        {
            return;
        }

        Incrementality.CreateDriver(new ModelGenerator(), settings.ParseOptions, new BuildProperties(settings.BuildProperties.SetItem("RunAnalyzers", "false")))
            .RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        AssertLines(errors, ErrorsInCode(output).Order(StringComparer.Ordinal));
    }

    /// <summary>What generated code says by itself.</summary>
    public static IEnumerable<string> ErrorsInCode(Compilation compilation) => compilation.SyntaxTrees
        .SelectMany(tree => tree.GetDiagnostics())
        .Where(diagnostic => diagnostic.Id == "CS1029")
        .Select(diagnostic => diagnostic.GetMessage()["#error: '".Length..^1]);

    /// <summary>What the analyzers say of a compilation, in the order of the places.</summary>
    public static IEnumerable<Diagnostic> Analyze(Compilation compilation) => Diagnose(compilation)[true];

    /// <summary>Shows both sides in full: a diagnostic's text is what such tests are about.</summary>
    private static void AssertLines(IEnumerable<string> expected, IEnumerable<string> actual)
    {
        string[] before = [.. expected];
        string[] now = [.. actual];
        Assert.True(before.SequenceEqual(now), $"expected:\n{string.Join("\n", before)}\nactual:\n{string.Join("\n", now)}");
    }

    /// <summary>Warnings and errors in the order of their places: those of the analyzer, its messages too, and those of the compiler.</summary>
    private static ILookup<bool, Diagnostic> Diagnose(Compilation compilation)
    {
        ImmutableArray<Diagnostic> all = compilation
            .WithAnalyzers([new ModelAnalyzer(), new KeepListAnalyzer()])
            .GetAllDiagnosticsAsync(CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        return all
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning || (IsAnalyzers(diagnostic) && !diagnostic.IsSuppressed))
            .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .ToLookup(IsAnalyzers);
    }

    /// <summary>What is said of the use of generated members, and of what only they give a value, needs them.</summary>
    private static bool NeedsGenerated(Diagnostic diagnostic) => diagnostic.Id == UnreadArgument || Descriptors.OfUse.Any(descriptor => descriptor.Id == diagnostic.Id);

    /// <summary>The analyzers' own, and the report that one of them threw an exception.</summary>
    private static bool IsAnalyzers(Diagnostic diagnostic) =>
        diagnostic.Id.StartsWith("CCNN", StringComparison.Ordinal) || diagnostic.Id.StartsWith("AD", StringComparison.Ordinal);
}
