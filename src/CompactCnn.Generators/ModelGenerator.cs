using System.Collections.Immutable;
using CompactCnn.Generators.Analysis;
using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Emission;
using CompactCnn.Generators.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompactCnn.Generators;

/// <summary>
/// Class with attributes -> <see cref="ModelDeclaration"/> -> <see cref="LayerGraph"/> -> source text. Whatever is wrong
/// is reported by the analyzer; here it becomes a stub, which fails the build only where no analyzer runs. (One exception:
/// <see cref="EarlyReport"/>.)
/// </summary>
[Generator]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<BuildSettings> settings = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => BuildSettings.Of(options.GlobalOptions));

        IncrementalValuesProvider<ModelDeclaration> declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ModelAttributes.MarkerMetadataName,
                static (node, _) => IsClass(node),
                static (match, cancellation) => Declare(match, cancellation))
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => declaration!)
            .WithTrackingName(TrackingNames.Declaration);

        IncrementalValuesProvider<ModelInterpretation> interpretations = declarations
            .Select(static (declaration, cancellation) => LayerGraphBuilder.Build(declaration, cancellation))
            .WithTrackingName(TrackingNames.Graph);

        IncrementalValueProvider<ImmutableArray<ListedModel>> models = declarations
            .Select(static (declaration, _) => ListedModel.Of(declaration))
            .Collect();

        EmitModels(context, declarations, interpretations, settings);
        EmitList(context, models, settings);
        EmitErrors(context, interpretations, models, settings);
        EarlyReport.Register(context, interpretations, settings);
    }

    /// <summary>One file for each model.</summary>
    private static void EmitModels(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ModelDeclaration> declarations,
        IncrementalValuesProvider<ModelInterpretation> interpretations,
        IncrementalValueProvider<BuildSettings> settings)
    {
        IncrementalValueProvider<EquatableArray<CaseTwin>> twins = declarations
            .Select(static (declaration, _) => declaration.Class.FullName)
            .Collect()
            .Select(static (models, _) => HintNames.Twins(models));

        IncrementalValuesProvider<ModelSource> sources = interpretations
            .Where(static interpretation => interpretation.IsExtensible)
            .Combine(settings)
            .Select(static (model, _) => ModelSource.Of(model.Left, model.Right))
            .WithTrackingName(TrackingNames.Source);

        context.RegisterSourceOutput(sources.Combine(twins), static (output, source) =>
            output.AddSource(HintNames.Of(source.Left.Model, source.Right), source.Left.Text));
    }

    /// <summary>The list of the project's models.</summary>
    private static void EmitList(
        IncrementalGeneratorInitializationContext context, IncrementalValueProvider<ImmutableArray<ListedModel>> models, IncrementalValueProvider<BuildSettings> settings)
    {
        IncrementalValuesProvider<ModelSource> list = models
            .Combine(settings)
            .SelectMany(static (models, _) => ListEmitter.Emit(models.Left, models.Right))
            .WithTrackingName(TrackingNames.List);

        context.RegisterSourceOutput(list, static (output, source) => output.AddSource(source.Model, source.Text));
    }

    /// <summary>What only an analyzer would say: of classes that cannot be extended, of blocks, of layers without a marker, of twins.</summary>
    private static void EmitErrors(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ModelInterpretation> interpretations,
        IncrementalValueProvider<ImmutableArray<ListedModel>> models,
        IncrementalValueProvider<BuildSettings> settings)
    {
        IncrementalValueProvider<ImmutableArray<string>> ofModels = interpretations
            .Where(static interpretation => !interpretation.IsExtensible)
            .SelectMany(static (interpretation, _) => ModelSource.Sentences(interpretation))
            .Collect();

        IncrementalValueProvider<ImmutableArray<string>> ofBlocks = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ModelAttributes.BlockMarkerMetadataName,
                static (node, _) => IsClass(node),
                static (match, _) => UnmarkedClass.Sentences((INamedTypeSymbol)match.TargetSymbol))
            .SelectMany(static (sentences, _) => sentences)
            .Collect();

        IncrementalValueProvider<ImmutableArray<string>> ofOthers = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => IsClass(node) && ModelAttributes.MayLackMarker(node),
                static (match, cancellation) => match.SemanticModel.GetDeclaredSymbol(match.Node, cancellation) is INamedTypeSymbol type ? UnmarkedClass.Sentences(type) : [])
            .SelectMany(static (sentences, _) => sentences)
            .Collect();

        IncrementalValuesProvider<ModelSource> errors = ofModels.Combine(ofBlocks).Combine(ofOthers).Combine(models).Combine(settings)
            .SelectMany(static (all, _) =>
            {
                ((((ImmutableArray<string> ofModels, ImmutableArray<string> ofBlocks), ImmutableArray<string> ofOthers), ImmutableArray<ListedModel> models), BuildSettings settings) = all;
                return ErrorEmitter.Emit([.. ofModels, .. ofBlocks, .. ofOthers], models, settings);
            });

        context.RegisterSourceOutput(errors, static (output, source) => output.AddSource(source.Model, source.Text));
    }

    /// <summary>Records are classes too, and refused with a sentence.</summary>
    private static bool IsClass(SyntaxNode node) => node.IsKind(SyntaxKind.ClassDeclaration) || node.IsKind(SyntaxKind.RecordDeclaration);

    /// <summary>Copies the declaration; null for a second marker on another part, so that one model is emitted once.</summary>
    private static ModelDeclaration? Declare(GeneratorAttributeSyntaxContext match, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)match.TargetSymbol;
        ModelAttributes attributes = ModelAttributes.Of(type);
        bool isFirst = attributes.Marker?.ApplicationSyntaxReference is { } marker
            && marker.SyntaxTree == match.TargetNode.SyntaxTree
            && match.TargetNode.Span.Contains(marker.Span);
        return isFirst ? SourceModel.Declare(type, attributes, match.SemanticModel.Compilation, cancellation) : null;
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
