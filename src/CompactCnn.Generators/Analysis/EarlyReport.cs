using System.Collections.Immutable;
using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Analysis;

/// <summary>
/// The one thing that the generator reports. The compiler ends before analyzers have a say where any declaration of the
/// project is wrong by its own rules, as where a class derives from one that does not exist. In such a build, and in no
/// other, the generator reports the models' issues in the analyzer's place, so that one error does not hide the others.
/// </summary>
internal static class EarlyReport
{
    /// <summary>
    /// Errors of declarations that no generated code could mend: types and members that stand twice, types that
    /// nobody declares, arguments of attributes.
    /// </summary>
    private static readonly ImmutableHashSet<string> Final =
    [
        "CS0101", "CS0102", "CS0111", "CS0182", "CS0246", "CS0509", "CS0616", "CS0617", "CS0643", "CS0655", "CS1503", "CS1729", "CS7036",
    ];

    /// <summary>Reports what is wrong with models where the compiler will not ask the analyzer.</summary>
    /// <param name="context">The generator's.</param>
    /// <param name="interpretations">The models.</param>
    /// <param name="settings">The build's; an editor has its analyzers always.</param>
    public static void Register(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ModelInterpretation> interpretations, IncrementalValueProvider<BuildSettings> settings)
    {
        IncrementalValueProvider<ImmutableArray<string>> faulty = interpretations
            .Where(static interpretation => interpretation.Issues.Count > 0)
            .Select(static (interpretation, _) => interpretation.Declaration.Class.MetadataName)
            .Collect();
        context.RegisterSourceOutput(faulty.Combine(settings).Combine(context.CompilationProvider), static (output, all) =>
        {
            ((ImmutableArray<string> models, BuildSettings settings), Compilation compilation) = all;
            // Where no analyzer runs, the generated code says it all.
            if (!models.IsEmpty && settings.HasAnalyzers && !settings.IsDesignTime && EndsEarly(compilation, output.CancellationToken))
            {
                foreach (INamedTypeSymbol type in models.Select(compilation.Assembly.GetTypeByMetadataName).OfType<INamedTypeSymbol>())
                {
                    Report(type, compilation, output);
                }
            }
        });
    }

    private static bool EndsEarly(Compilation compilation, CancellationToken cancellation) => compilation
        .GetDeclarationDiagnostics(cancellation)
        .Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && Final.Contains(diagnostic.Id) && !IsOfGenerated(diagnostic));

    /// <summary>Types that are generated into the model, of which its own members may speak.</summary>
    private static bool IsOfGenerated(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) is "Compact" or "Channels";

    private static void Report(INamedTypeSymbol type, Compilation compilation, SourceProductionContext output)
    {
        ModelAttributes attributes = ModelAttributes.Of(type);
        var sites = new IssueSites(type, attributes, output.CancellationToken);
        ModelInterpretation interpretation = SourceModel.Interpret(type, attributes, compilation, output.CancellationToken);
        sites.Members = [.. OwnMembers.Of(type, interpretation.Declaration.Layers).Select(own => own.Symbol)];
        foreach (Issue issue in interpretation.Issues)
        {
            output.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(issue.Rule), sites.Of(issue.Site), [.. issue.Arguments]));
        }
    }
}
