using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using CompactCnn.Generators.Analysis;
using CompactCnn.Generators.Declaration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace CompactCnn.CodeFixes;

/// <summary>
/// Changes one option of a layer or of the marker: accepts that channels are tied, excludes them from selection, or sets the width
/// of a convolution to what an addition needs. The analyzer says what would mend it; nothing is offered where the value
/// in the way is not a literal of its own, because it may mean more than this layer.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChangeLayerCodeFixProvider))]
[Shared]
public sealed class ChangeLayerCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        Descriptors.Of(Rule.TiedChannels).Id,
        Descriptors.Of(Rule.GroupedTie).Id,
        Descriptors.Of(Rule.AdditionMismatch).Id,
    ];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? semantics = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || semantics is null)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach ((RemedyKind kind, string layer, int width, Location location) in RemedyProperties.Read(diagnostic))
            {
                if (location.SourceTree?.FilePath == diagnostic.Location.SourceTree?.FilePath
                    && root.FindNode(location.SourceSpan) is AttributeSyntax attribute
                    && Changed(kind, width, attribute, semantics, context.CancellationToken) is { } changed)
                {
                    Document document = context.Document.WithSyntaxRoot(root.ReplaceNode(attribute, changed));
                    context.RegisterCodeFix(CodeAction.Create(Title(kind, layer, width), _ => Task.FromResult(document), equivalenceKey: kind.ToString()), diagnostic);
                }
            }
        }
    }

    private static string Title(RemedyKind kind, string layer, int width) => kind switch
    {
        RemedyKind.AcceptCoupling => $"Accept that channels are tied: Coupling = Coupling.Shared on '{layer}'",
        RemedyKind.AcceptAllCouplings => $"Accept all ties of '{layer}': Coupling = Coupling.Shared on [CompactModel]",
        RemedyKind.Exclude => $"Exclude the channels from selection: Prunable = false on '{layer}'",
        _ => $"Set the output channels of '{layer}' to {width.ToString(CultureInfo.InvariantCulture)}",
    };

    private static AttributeSyntax? Changed(RemedyKind kind, int width, AttributeSyntax attribute, SemanticModel semantics, CancellationToken cancellation) => kind switch
    {
        RemedyKind.AcceptCoupling or RemedyKind.AcceptAllCouplings => AttributeOptions.WithOption(
            attribute,
            "Coupling",
            SyntaxFactory.ParseExpression("global::CompactCnn.Coupling.Shared").WithAdditionalAnnotations(Simplifier.Annotation),
            stated => semantics.GetSymbolInfo(stated, cancellation).Symbol is IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum }),
        RemedyKind.Exclude => AttributeOptions.WithOption(
            attribute,
            "Prunable",
            SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression),
            stated => stated.IsKind(SyntaxKind.TrueLiteralExpression)),
        _ => AttributeOptions.WithLiteral(attribute, "outChannels", width),
    };
}
