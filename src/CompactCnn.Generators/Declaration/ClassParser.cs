using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompactCnn.Generators.Declaration;

/// <summary>A type symbol -> <see cref="ModelClass"/>.</summary>
internal static class ClassParser
{
    private static readonly string[] SummaryTags = ["<summary", "<inheritdoc", "<include"];

    /// <summary>Copies what a generated part must know of the class.</summary>
    public static ModelClass Parse(INamedTypeSymbol type, UserParts parts)
    {
        var containing = new Stack<ContainingType>();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            containing.Push(new ContainingType(Keyword(outer), outer.Name));
        }

        return new ModelClass(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(NamespaceFormat),
            containing.ToEquatableArray(),
            type.Name,
            ClassRules.ExtensionOf(type, parts),
            HasSummary: parts.Declarations.Any(HasSummary),
            BreaksClsCompliance: ClsCompliance(type.ContainingAssembly) == true && ClsCompliance(type) is null && IsVisibleOutside(type))
        {
            Use = ClassUse.Of(type),
        };
    }

    /// <summary>Only of what others can see compliance is asked.</summary>
    private static bool IsVisibleOutside(INamedTypeSymbol? type) =>
        type is null
        || (type.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal && IsVisibleOutside(type.ContainingType));

    /// <summary>What a symbol states about its compliance with the common language specification; null for nothing.</summary>
    private static bool? ClsCompliance(ISymbol symbol) => symbol.GetAttributes()
        .Where(attribute => attribute.AttributeClass is { Name: "CLSCompliantAttribute", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
        .Select(attribute => attribute.ConstructorArguments is [{ Value: bool compliant }] ? compliant : (bool?)null)
        .FirstOrDefault();

    /// <summary>Plain names: keywords are escaped where they are written.</summary>
    private static SymbolDisplayFormat NamespaceFormat { get; } =
        new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => "class",
    };

    /// <summary>
    /// Whether a part says what the class is, or where that is said. Where documentation is not parsed (a project that
    /// writes no documentation file), its comments are ordinary ones.
    /// </summary>
    private static bool HasSummary(TypeDeclarationSyntax part) => part.GetLeadingTrivia().Any(trivia => trivia.Kind() switch
    {
        SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia => IsSummary(trivia),
        SyntaxKind.SingleLineCommentTrivia => StartsDocumentation(trivia, "///") && IsSummary(trivia),
        SyntaxKind.MultiLineCommentTrivia => StartsDocumentation(trivia, "/**") && IsSummary(trivia),
        _ => false,
    });

    private static bool IsSummary(SyntaxTrivia comment)
    {
        string text = comment.ToFullString();
        return Array.Exists(SummaryTags, tag => text.IndexOf(tag, StringComparison.Ordinal) >= 0);
    }

    private static bool StartsDocumentation(SyntaxTrivia comment, string mark)
    {
        string text = comment.ToString();
        return text.StartsWith(mark, StringComparison.Ordinal) && (text.Length == mark.Length || text[mark.Length] != mark[^1]);
    }
}
