using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompactCnn.Generators.Declaration;

/// <summary>A type symbol -> <see cref="ModelClass"/>.</summary>
internal static class ClassParser
{
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
            HasDocumentation: parts.Declarations.Any(IsDocumented),
            BreaksClsCompliance: ClsCompliance(type.ContainingAssembly) == true && ClsCompliance(type) is null && IsVisibleOutside(type));
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
    /// Where documentation is not parsed (a project that writes no documentation file), its comments are ordinary ones.
    /// </summary>
    private static bool IsDocumented(TypeDeclarationSyntax part) => part.GetLeadingTrivia().Any(trivia => trivia.Kind() switch
    {
        SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia => true,
        SyntaxKind.SingleLineCommentTrivia => StartsDocumentation(trivia, "///"),
        SyntaxKind.MultiLineCommentTrivia => StartsDocumentation(trivia, "/**"),
        _ => false,
    });

    private static bool StartsDocumentation(SyntaxTrivia comment, string mark)
    {
        string text = comment.ToString();
        return text.StartsWith(mark, StringComparison.Ordinal) && (text.Length == mark.Length || text[mark.Length] != mark[^1]);
    }
}
