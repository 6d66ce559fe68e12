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

        IncrementalValueProvider<ImmutableArray<FaultyClass>> others = Others(context);

        EmitModels(context, declarations, interpretations, settings);
        EmitList(context, models, settings);
        EmitErrors(context, interpretations, others, models, settings);
        EarlyReport.Register(context, interpretations, others, models, settings);
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

    /// <summary>Classes that are no models and are wrong: blocks, and layers without a marker.</summary>
    private static IncrementalValueProvider<ImmutableArray<FaultyClass>> Others(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ImmutableArray<FaultyClass>> blocks = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ModelAttributes.BlockMarkerMetadataName,
                static (node, _) => IsClass(node),
                static (match, _) => UnmarkedClass.FaultsOf((INamedTypeSymbol)match.TargetSymbol))
            .SelectMany(static (faults, _) => faults is null ? [] : ImmutableArray.Create(faults))
            .Collect();

        IncrementalValueProvider<ImmutableArray<FaultyClass>> unmarked = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => IsClass(node) && ModelAttributes.MayLackMarker(node),
                static (match, cancellation) => match.SemanticModel.GetDeclaredSymbol(match.Node, cancellation) is INamedTypeSymbol type ? UnmarkedClass.FaultsOf(type) : null)
            .SelectMany(static (faults, _) => faults is null ? [] : ImmutableArray.Create(faults))
            .Collect();

        // A class of several parts is found more than once.
        return blocks.Combine(unmarked).Select(static (both, _) => both.Left.Concat(both.Right).Distinct().ToImmutableArray());
    }

    /// <summary>What only an analyzer would say: of classes that cannot be extended, of blocks, of layers without a marker, of twins.</summary>
    private static void EmitErrors(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ModelInterpretation> interpretations,
        IncrementalValueProvider<ImmutableArray<FaultyClass>> others,
        IncrementalValueProvider<ImmutableArray<ListedModel>> models,
        IncrementalValueProvider<BuildSettings> settings)
    {
        IncrementalValueProvider<ImmutableArray<string>> ofModels = interpretations
            .Where(static interpretation => !interpretation.IsExtensible)
            .SelectMany(static (interpretation, _) => ModelSource.Sentences(interpretation))
            .Collect();

        IncrementalValuesProvider<ModelSource> errors = ofModels.Combine(others).Combine(models).Combine(settings)
            .SelectMany(static (all, _) =>
            {
                (((ImmutableArray<string> ofModels, ImmutableArray<FaultyClass> others), ImmutableArray<ListedModel> models), BuildSettings settings) = all;
                return ErrorEmitter.Emit([.. ofModels, .. others.SelectMany(other => other.Sentences)], models, settings);
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
