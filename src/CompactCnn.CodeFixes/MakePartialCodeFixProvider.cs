using System.Collections.Immutable;
using System.Composition;
using CompactCnn.Generators.Analysis;
using CompactCnn.Generators.Declaration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace CompactCnn.CodeFixes;

/// <summary>Adds the modifier <c>partial</c> to a model's class, or to the types around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialCodeFixProvider))]
[Shared]
public sealed class MakePartialCodeFixProvider : CodeFixProvider
{
    private static readonly string NotPartial = Descriptors.Of(Rule.NotPartial).Id;
    private static readonly string ContainingTypeNotPartial = Descriptors.Of(Rule.ContainingTypeNotPartial).Id;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [NotPartial, ContainingTypeNotPartial];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            var model = root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>();
            TypeDeclarationSyntax[] types = [.. TypesToFix(model, diagnostic.Id)];
            if (root is null || types.Length == 0)
            {
                continue;
            }

            string title = $"Make '{string.Join("' and '", types.Select(type => type.Identifier.ValueText))}' partial";
            context.RegisterCodeFix(
                CodeAction.Create(title, cancellation => MakePartialAsync(context.Document, types, cancellation), equivalenceKey: diagnostic.Id),
                diagnostic);
        }
    }

    private static IEnumerable<TypeDeclarationSyntax> TypesToFix(TypeDeclarationSyntax? model, string id)
    {
        IEnumerable<TypeDeclarationSyntax> types = model is null ? []
            : id == NotPartial ? [model]
            : model.Ancestors().OfType<TypeDeclarationSyntax>();
        return types.Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword));
    }

    private static async Task<Document> MakePartialAsync(Document document, IEnumerable<TypeDeclarationSyntax> types, CancellationToken cancellation)
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
        foreach (TypeDeclarationSyntax type in types)
        {
            editor.ReplaceNode(type, static (current, _) => WithPartial((TypeDeclarationSyntax)current));
        }

        return editor.GetChangedDocument();
    }

    /// <summary>The modifier stands last, before the keyword; where it is the first one, it takes the trivia of the keyword.</summary>
    private static TypeDeclarationSyntax WithPartial(TypeDeclarationSyntax type)
    {
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (type.Modifiers.Count > 0)
        {
            return type.WithModifiers(type.Modifiers.Add(partial));
        }

        return type
            .WithKeyword(type.Keyword.WithLeadingTrivia())
            .WithModifiers([partial.WithLeadingTrivia(type.Keyword.LeadingTrivia)]);
    }
}
