using CompactCnn.Generators.Analysis;
using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Emission;
using CompactCnn.Generators.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompactCnn.Generators;

/// <summary>
/// Class with attributes -> <see cref="ModelDeclaration"/> -> <see cref="LayerGraph"/> -> source text. Whatever is wrong
/// is reported by the analyzer; here it becomes a stub. (One exception: <see cref="EarlyReport"/>.)
/// </summary>
[Generator]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ModelDeclaration> declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ModelAttributes.MarkerMetadataName,
                static (node, _) => node is ClassDeclarationSyntax,
                static (match, cancellation) => Declare(match, cancellation))
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => declaration!)
            .WithTrackingName(TrackingNames.Declaration);

        IncrementalValueProvider<EquatableArray<CaseTwin>> twins = declarations
            .Select(static (declaration, _) => declaration.Class.FullName)
            .Collect()
            .Select(static (models, _) => HintNames.Twins(models));

        IncrementalValuesProvider<ModelInterpretation> interpretations = declarations
            .Select(static (declaration, cancellation) => LayerGraphBuilder.Build(declaration, cancellation))
            .WithTrackingName(TrackingNames.Graph);

        IncrementalValuesProvider<ModelSource> sources = interpretations
            .Where(static interpretation => interpretation.IsExtensible)
            .Select(static (interpretation, _) => ModelSource.Of(interpretation, Descriptors.Text))
            .WithTrackingName(TrackingNames.Source);

        context.RegisterSourceOutput(sources.Combine(twins), static (output, source) =>
            output.AddSource(HintNames.Of(source.Left.Model, source.Right), source.Left.Text));

        IncrementalValueProvider<BuildSettings> settings = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => BuildSettings.Of(options.GlobalOptions));

        IncrementalValuesProvider<ModelSource> list = declarations
            .Select(static (declaration, _) => ListedModel.Of(declaration))
            .Collect()
            .Combine(settings)
            .SelectMany(static (models, _) => ListEmitter.Emit(models.Left, models.Right))
            .WithTrackingName(TrackingNames.List);

        context.RegisterSourceOutput(list, static (output, source) => output.AddSource(source.Model, source.Text));
        EarlyReport.Register(context, interpretations, settings);
    }

    /// <summary>Copies the declaration; null for a second marker on another part, so that one model is emitted once.</summary>
    private static ModelDeclaration? Declare(GeneratorAttributeSyntaxContext match, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)match.TargetSymbol;
        ModelAttributes attributes = ModelAttributes.Of(type);
        bool isFirst = attributes.Marker?.ApplicationSyntaxReference is { } marker
            && marker.SyntaxTree == match.TargetNode.SyntaxTree
            && match.TargetNode.Span.Contains(marker.Span);
        return isFirst ? ModelDeclarationParser.Parse(type, attributes, cancellation) : null;
    }
}

/// <summary>Names of the pipeline's steps, for tests of what an edit makes run again.</summary>
internal static class TrackingNames
{
    /// <summary>What was written.</summary>
    public const string Declaration = "Declaration";

    /// <summary>What it means.</summary>
    public const string Graph = "Graph";

    /// <summary>What is emitted.</summary>
    public const string Source = "Source";

    /// <summary>The list of a project's models.</summary>
    public const string List = "List";
}
