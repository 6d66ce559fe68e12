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
        // A model in a file that counts as generated, by its name or its head, is as right or wrong as any.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
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
            foreach (Issue issue in UnmarkedClass.Check(type, attributes))
            {
                Report(context, issue, sites.Of(issue.Site), sites);
            }

            return;
        }

        ModelInterpretation interpretation = SourceModel.Interpret(type, attributes, context.Compilation, context.CancellationToken);
        sites.Members = [.. OwnMembers.Of(type, interpretation.Declaration.Layers).Select(own => own.Symbol)];
        IEnumerable<Issue> remarks =
        [
            .. CouplingRules.Check(interpretation),
            .. ChoiceRules.Check(interpretation),
            .. LimitRules.Check(interpretation),
            .. TaskRules.Check(interpretation),
        ];
        foreach (Issue issue in interpretation.Issues.Concat(remarks))
        {
            Report(context, issue.Rule == Rule.AdditionMismatch ? Proven(interpretation, issue, context.CancellationToken) : issue, sites.Of(issue.Site), sites);
        }

        ReportUnread(context, type, interpretation, sites);

        models.TryAdd(interpretation.Declaration.Class.FullName, (sites.Of(IssueSite.Class), CommandNames.Of(interpretation.Declaration)));
    }

    private static Issue Proven(ModelInterpretation interpretation, Issue issue, CancellationToken cancellation) =>
        issue with { Remedies = WidthRemedies.Proven(interpretation.Declaration, issue, cancellation).ToEquatableArray() };

    /// <summary>What the generator could not see, and the compiler, with what is generated, can.</summary>
    private static void ReportUnread(SymbolAnalysisContext context, INamedTypeSymbol type, ModelInterpretation interpretation, IssueSites sites)
    {
        if (interpretation.Declaration.IsErroneous)
        {
            return;
        }

        // A layer is called as the generator calls it, to which a name may be what it could not see.
        UnreadArgument[] note = [.. StubNote.Read(type)];
        EquatableArray<string> names = LayerNames.Of(interpretation.Declaration.Layers
            .Select((layer, index) => note.Contains(new UnreadArgument(IssueSite.Layer(index), nameof(layer.Name))) ? layer with { Name = null } : layer)
            .ToEquatableArray());
        foreach (UnreadArgument unread in note)
        {
            Issue issue = UnreadRules.IssueOf(unread, type.Name, names);
            Report(context, issue, sites.Of(issue.Site, unread.Argument), sites);
        }
    }

    private static void Report(SymbolAnalysisContext context, Issue issue, Location place, IssueSites sites) =>
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.Of(issue.Rule),
            place,
            issue.Remedies.Select(remedy => sites.Of(remedy.Site)),
            RemedyProperties.Write(issue.Remedies),
            [.. issue.Arguments]));

    private static void ReportTwins(CompilationAnalysisContext context, ConcurrentDictionary<string, (Location Class, string Command)> models)
    {
        foreach ((string name, Issue issue) in ModelTwins.Among([.. models.Select(model => (model.Key, model.Value.Command))]))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(issue.Rule), models[name].Class, [.. issue.Arguments]));
        }
    }
}
