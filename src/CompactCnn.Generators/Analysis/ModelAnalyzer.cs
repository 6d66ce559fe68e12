using System.Collections.Concurrent;
using System.Collections.Immutable;
using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompactCnn.Generators.Analysis;

/// <summary>Reports what is wrong with a model. It asks the parser and the graph builder that the generator asks.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.OfDeclarations;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypesByMetadataName(ModelAttributes.MarkerMetadataName).IsEmpty)
            {
                return;
            }

            var models = new ConcurrentDictionary<string, (Location, string)>(StringComparer.Ordinal);
            start.RegisterSymbolAction(symbol => AnalyzeType(symbol, models), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => ReportTwins(end, models));
        });
    }

    private static void AnalyzeType(SymbolAnalysisContext context, ConcurrentDictionary<string, (Location Class, string Command)> models)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Class)
        {
            return;
        }

        ModelAttributes attributes = ModelAttributes.Of(type);
        if (attributes is { Marker: null, Limits: null, Layers.IsEmpty: true, IsBlock: false })
        {
            return;
        }

        var sites = new IssueSites(type, attributes, context.CancellationToken);
        if (attributes.Marker is null)
        {
            if (attributes.IsBlock)
            {
                AnalyzeBlock(context, type, attributes, sites);
            }

            ReportWithoutMarker(context, type, attributes, sites);
            return;
        }

        ModelInterpretation interpretation = SourceModel.Interpret(type, attributes, context.CancellationToken);
        IEnumerable<Issue> remarks =
        [
            .. CouplingRules.Check(interpretation),
            .. ChoiceRules.Check(interpretation),
            .. LimitRules.Check(interpretation),
            .. TaskRules.Check(interpretation),
        ];
        foreach (Issue issue in interpretation.Issues.Concat(remarks))
        {
            Report(context, issue.Rule == Rule.AdditionMismatch ? Proven(interpretation, issue, context.CancellationToken) : issue, sites);
        }

        models.TryAdd(interpretation.Declaration.Class.FullName, (sites.Of(IssueSite.Class), CommandNames.Of(interpretation.Declaration)));
    }

    /// <summary>What would be ignored without a word: layers of no block, and limits.</summary>
    private static void ReportWithoutMarker(SymbolAnalysisContext context, INamedTypeSymbol type, ModelAttributes attributes, IssueSites sites)
    {
        // A marker that is misspelt is the compiler's to report.
        if (attributes.HasUnresolved)
        {
            return;
        }

        if (!attributes.Layers.IsEmpty && !attributes.IsBlock)
        {
            Report(context, new Issue(Rule.WithoutMarker, IssueSite.Class, [type.Name, "layers"]), sites);
        }
        else if (attributes.Limits is not null)
        {
            Report(context, new Issue(Rule.WithoutMarker, IssueSite.Limits, [type.Name, "device limits"]), sites);
        }
    }

    private static Issue Proven(ModelInterpretation interpretation, Issue issue, CancellationToken cancellation) =>
        issue with { Remedies = WidthRemedies.Proven(interpretation.Declaration, issue, cancellation).ToEquatableArray() };

    /// <summary>Says what is wrong with a block whatever it reads; what is wrong where it is used is said there.</summary>
    private static void AnalyzeBlock(SymbolAnalysisContext context, INamedTypeSymbol type, ModelAttributes attributes, IssueSites sites)
    {
        bool isErroneous = false;
        EquatableArray<LayerDeclaration> members = OwnBlockParser.Members(attributes, ImmutableStack.Create(type), ref isErroneous);
        if (attributes.OnSeveralParts || members.Count == 0)
        {
            BlockFault fault = attributes.OnSeveralParts ? BlockFault.SeveralParts : BlockFault.None;
            var block = new OwnBlockDeclaration(null, type.Name, [], fault, Repeat: 1);
            Report(context, new Issue(Rule.UnusableBlock, IssueSite.Class, [$"'{type.Name}'", type.Name, OwnBlockRules.FaultOf(block)!]), sites);
        }
        else if (!isErroneous)
        {
            foreach (Issue issue in OwnBlockRules.Check(members))
            {
                Report(context, issue, sites);
            }
        }
    }

    private static void Report(SymbolAnalysisContext context, Issue issue, IssueSites sites) =>
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.Of(issue.Rule),
            sites.Of(issue.Site),
            issue.Remedies.Select(remedy => sites.Of(remedy.Site)),
            RemedyProperties.Write(issue.Remedies),
            [.. issue.Arguments]));

    private static void ReportTwins(CompilationAnalysisContext context, ConcurrentDictionary<string, (Location Class, string Command)> models)
    {
        foreach (CaseTwin twin in CaseTwin.Among(models.Keys))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(Rule.CaseTwin), models[twin.Name].Class, twin.Name, twin.First));
        }

        foreach (NameTwin twin in NameTwin.Among(models.Select(model => (model.Key, model.Value.Command))))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(Rule.NameTwin), models[twin.Name].Class, twin.Name, twin.First, twin.Command));
        }
    }
}
