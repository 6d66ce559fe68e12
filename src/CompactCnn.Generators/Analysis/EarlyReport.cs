using System.Collections.Immutable;
using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Emission;
using CompactCnn.Generators.Graph;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Analysis;

/// <summary>
/// The one thing that the generator reports. The compiler ends before analyzers have a say where any declaration of the
/// project is wrong by its own rules, as where a class derives from one that does not exist. In such a build, and in no
/// other, the generator reports the issues of models, and of the classes around them, in the analyzer's place, so that one
/// error does not hide the others.
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

    /// <summary>Reports what is wrong with models, blocks and layers where the compiler will not ask the analyzer.</summary>
    /// <param name="context">The generator's.</param>
    /// <param name="interpretations">The models.</param>
    /// <param name="others">Classes that are no models and are wrong.</param>
    /// <param name="models">All models, two of which may be called the same.</param>
    /// <param name="settings">The build's; an editor has its analyzers always.</param>
    public static void Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ModelInterpretation> interpretations,
        IncrementalValueProvider<ImmutableArray<FaultyClass>> others,
        IncrementalValueProvider<ImmutableArray<ListedModel>> models,
        IncrementalValueProvider<BuildSettings> settings)
    {
        IncrementalValueProvider<ImmutableArray<string>> faulty = interpretations
            .Where(static interpretation => interpretation.Issues.Count > 0)
            .Select(static (interpretation, _) => interpretation.Declaration.Class.MetadataName)
            .Collect();
        IncrementalValueProvider<Faults> faults = faulty.Combine(others).Combine(models).Select(static (all, _) => new Faults(
            all.Left.Left.ToEquatableArray(),
            all.Left.Right.Select(static other => other.MetadataName).ToEquatableArray(),
            Twins(all.Right).ToEquatableArray()));
        context.RegisterSourceOutput(faults.Combine(settings).Combine(context.CompilationProvider), static (output, all) =>
        {
            ((Faults faults, BuildSettings settings), Compilation compilation) = all;
            // Where no analyzer runs, the generated code says it all.
            if (!faults.IsNone && settings.HasAnalyzers && !settings.IsDesignTime && EndsEarly(compilation, output.CancellationToken))
            {
                Report(faults, compilation, output);
            }
        });
    }

    private static IEnumerable<TwinFault> Twins(ImmutableArray<ListedModel> models) =>
        ModelTwins.Among([.. models.Select(model => (model.FullName, model.Command))])
            .Select(twin => new TwinFault(models.First(model => model.FullName == twin.Name).MetadataName, twin.Issue));

    private static bool EndsEarly(Compilation compilation, CancellationToken cancellation) => compilation
        .GetDeclarationDiagnostics(cancellation)
        .Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && Final.Contains(diagnostic.Id) && !IsOfGenerated(diagnostic));

    /// <summary>Types that are generated into the model, of which its own members may speak.</summary>
    private static bool IsOfGenerated(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) is "Compact" or "Channels";

    private static void Report(Faults faults, Compilation compilation, SourceProductionContext output)
    {
        foreach (INamedTypeSymbol type in faults.Models.Select(compilation.Assembly.GetTypeByMetadataName).OfType<INamedTypeSymbol>())
        {
            ReportModel(type, compilation, output);
        }

        foreach (INamedTypeSymbol type in faults.Others.Select(compilation.Assembly.GetTypeByMetadataName).OfType<INamedTypeSymbol>())
        {
            ModelAttributes attributes = ModelAttributes.Of(type);
            Report(UnmarkedClass.Check(type, attributes), new IssueSites(type, attributes, output.CancellationToken), output);
        }

        foreach (TwinFault twin in faults.Twins)
        {
            if (compilation.Assembly.GetTypeByMetadataName(twin.Class) is { } type)
            {
                Report([twin.Issue], new IssueSites(type, ModelAttributes.Of(type), output.CancellationToken), output);
            }
        }
    }

    private static void ReportModel(INamedTypeSymbol type, Compilation compilation, SourceProductionContext output)
    {
        ModelAttributes attributes = ModelAttributes.Of(type);
        var sites = new IssueSites(type, attributes, output.CancellationToken);
        ModelInterpretation interpretation = SourceModel.Interpret(type, attributes, compilation, output.CancellationToken);
        sites.Members = [.. OwnMembers.Of(type, interpretation.Declaration.Layers).Select(own => own.Symbol)];
        Report(interpretation.Issues, sites, output);
    }

    private static void Report(IEnumerable<Issue> issues, IssueSites sites, SourceProductionContext output)
    {
        foreach (Issue issue in issues)
        {
            output.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(issue.Rule), sites.Of(issue.Site), [.. issue.Arguments]));
        }
    }

    /// <summary>What is wrong, by the names of classes.</summary>
    /// <param name="Models">Models with issues.</param>
    /// <param name="Others">Blocks, and classes whose layers have no marker.</param>
    /// <param name="Twins">Models that are called as another is.</param>
    private sealed record Faults(EquatableArray<string> Models, EquatableArray<string> Others, EquatableArray<TwinFault> Twins)
    {
        public bool IsNone => Models.Count == 0 && Others.Count == 0 && Twins.Count == 0;
    }

    /// <summary>A model that is called as another is.</summary>
    private sealed record TwinFault(string Class, Issue Issue);
}
