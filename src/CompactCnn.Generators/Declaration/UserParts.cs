using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompactCnn.Generators.Declaration;

/// <summary>
/// The partial declarations of a class that the user wrote. The generator never sees its own; an analyzer does, and
/// must come to the same judgement.
/// </summary>
/// <param name="Declarations">The declarations.</param>
internal sealed record UserParts(ImmutableArray<TypeDeclarationSyntax> Declarations)
{
    /// <summary>Files of the generator lie under its name, in memory as on disk.</summary>
    private static readonly string GeneratorName = typeof(ModelGenerator).FullName!;

    /// <summary>The user's parts of a type.</summary>
    public static UserParts Of(INamedTypeSymbol type) =>
        new([.. type.DeclaringSyntaxReferences
            .Where(IsUsers)
            .Select(reference => reference.GetSyntax())
            .OfType<TypeDeclarationSyntax>()]);

    /// <summary>True if a symbol is declared in code that the user wrote.</summary>
    public static bool Declare(ISymbol symbol) => !symbol.IsImplicitlyDeclared && symbol.DeclaringSyntaxReferences.Any(IsUsers);

    /// <summary>What the generator marks its members with, so that a copy of them is recognised.</summary>
    public const string Tool = "CompactCnn.Generators";

    /// <summary>The part that is a copy of generated code; null where there is none.</summary>
    public TypeDeclarationSyntax? Copy => Declarations.FirstOrDefault(part => part.Members.Any(IsCopied));

    /// <summary>True if every part has the modifier.</summary>
    public bool AreAll(SyntaxKind modifier) => Declarations.All(part => part.Modifiers.Any(modifier));

    private static bool IsCopied(MemberDeclarationSyntax member) => member.AttributeLists.SelectMany(list => list.Attributes).Any(attribute =>
        attribute.Name is QualifiedNameSyntax { Right.Identifier.ValueText: "GeneratedCode" }
        && attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax { Token.ValueText: Tool });

    /// <summary>A path at which a file counts as the generator's.</summary>
    public static string GeneratedPath(string file) => GeneratorName + "/" + file;

    /// <summary>True for a place in code that the user wrote.</summary>
    public static bool IsUsers(Location location) => location.SourceTree?.FilePath.IndexOf(GeneratorName, StringComparison.Ordinal) < 0;

    /// <summary>True for code that the user wrote.</summary>
    public static bool IsUsers(SyntaxReference reference) =>
        reference.SyntaxTree.FilePath.IndexOf(GeneratorName, StringComparison.Ordinal) < 0;
}
