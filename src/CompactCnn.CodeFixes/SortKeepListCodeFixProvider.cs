using System.Collections.Immutable;
using System.Composition;
using CompactCnn.Generators.Analysis;
using CompactCnn.Generators.Declaration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompactCnn.CodeFixes;

/// <summary>
/// Sorts the channels of one group in a keep-list, and names each once. Only literals are moved: what a constant means is
/// not known, and a comment would lose the element that it stands beside.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SortKeepListCodeFixProvider))]
[Shared]
public sealed class SortKeepListCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.Of(Rule.UnsortedChannels).Id, Descriptors.Of(Rule.DuplicateChannel).Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode? list = root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<SyntaxNode>(
                node => node is CollectionExpressionSyntax or InitializerExpressionSyntax);
            if (list is not null && Sorted(list) is { } sorted)
            {
                Document document = context.Document.WithSyntaxRoot(root!.ReplaceNode(list, sorted));
                context.RegisterCodeFix(
                    CodeAction.Create("Sort the channels and name each once", _ => Task.FromResult(document), equivalenceKey: nameof(SortKeepListCodeFixProvider)),
                    diagnostic);
            }
        }
    }

    /// <summary>The list in order; null where it holds more than literals.</summary>
    private static SyntaxNode? Sorted(SyntaxNode list)
    {
        if (list.DescendantTrivia().Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
        {
            return null;
        }

        return list switch
        {
            CollectionExpressionSyntax collection when Sorted(collection.Elements, element => (element as ExpressionElementSyntax)?.Expression) is { } elements =>
                collection.WithElements(elements),
            InitializerExpressionSyntax initializer when Sorted(initializer.Expressions, expression => expression) is { } expressions
                && (expressions.Count == initializer.Expressions.Count || !StatesLength(initializer)) => initializer.WithExpressions(expressions),
            _ => null,
        };
    }

    /// <summary>The literals change places, and the space around each place stays.</summary>
    private static SeparatedSyntaxList<T>? Sorted<T>(SeparatedSyntaxList<T> elements, Func<T, ExpressionSyntax?> expression)
        where T : SyntaxNode
    {
        SyntaxToken[] literals = [.. elements.Select(expression).OfType<LiteralExpressionSyntax>().Select(literal => literal.Token).Where(token => token.Value is int)];
        if (literals.Length < elements.Count)
        {
            return null;
        }

        SyntaxToken[] sorted = [.. literals.GroupBy(token => (int)token.Value!).OrderBy(same => same.Key).Select(same => same.First())];
        T[] moved = [.. sorted.Select((token, place) => elements[place].ReplaceToken(literals[place], token.WithTriviaFrom(literals[place])))];
        moved[^1] = moved[^1].WithTrailingTrivia(elements.Last().GetTrailingTrivia());
        SyntaxToken[] separators = [.. elements.GetSeparators()];
        bool endsWithOne = separators.Length == elements.Count;
        return SyntaxFactory.SeparatedList(moved, [.. separators.Take(moved.Length - 1), .. separators.Skip(endsWithOne ? separators.Length - 1 : separators.Length)]);
    }

    /// <summary>An array whose length is written must keep it.</summary>
    private static bool StatesLength(InitializerExpressionSyntax initializer) =>
        initializer.Parent is ArrayCreationExpressionSyntax creation
        && creation.Type.RankSpecifiers.SelectMany(rank => rank.Sizes).Any(size => !size.IsKind(SyntaxKind.OmittedArraySizeExpression));
}
