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

    /// <summary>True if every part has the modifier.</summary>
    public bool AreAll(SyntaxKind modifier) => Declarations.All(part => part.Modifiers.Any(modifier));

    private static bool IsUsers(SyntaxReference reference) =>
        reference.SyntaxTree.FilePath.IndexOf(GeneratorName, StringComparison.Ordinal) < 0;
}
