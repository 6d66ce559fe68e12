using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Emission;
using CompactCnn.Generators.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompactCnn.Generators.Analysis;

/// <summary>What a class of a compilation declares: the one way in which generator and analyzers come to it.</summary>
internal static class SourceModel
{
    /// <summary>What was written on a class with a marker.</summary>
    public static ModelDeclaration Declare(INamedTypeSymbol type, ModelAttributes attributes, Compilation compilation, CancellationToken cancellation)
    {
        ModelDeclaration declaration = ModelDeclarationParser.Parse(type, attributes, cancellation);
        declaration = declaration with { OwnMembers = Members(type, declaration) };
        return declaration.Unread.Count > 0 && WithMembers(type, declaration, compilation, cancellation) is { } known
            ? ModelDeclarationParser.Parse(known, ModelAttributes.Of(known), cancellation) with { OwnMembers = declaration.OwnMembers }
            : declaration;
    }

    private static EquatableArray<OwnMember> Members(INamedTypeSymbol type, ModelDeclaration declaration) =>
        OwnMembers.Of(type, declaration.Layers).Select(own => own.Member).ToEquatableArray();

    /// <summary>What a class with a marker means, for those who report it.</summary>
    public static ModelInterpretation Interpret(INamedTypeSymbol type, ModelAttributes attributes, Compilation compilation, CancellationToken cancellation)
    {
        // Where a layer is misspelt, the network that remains says nothing.
        ModelDeclaration declaration = Declare(type, attributes, compilation, cancellation);
        declaration = declaration with { IsErroneous = declaration.IsErroneous || declaration.HasUnresolved };
        return LayerGraphBuilder.Build(declaration, cancellation);
    }

    /// <summary>
    /// The graph of a model; null where the class is none, is declared in another project (whose attributes keep no
    /// order), or is wrong.
    /// </summary>
    public static LayerGraph? GraphOf(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        if (!SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
        {
            return null;
        }

        ModelAttributes attributes = ModelAttributes.Of(type);
        return attributes.Marker is null ? null : Interpret(type, attributes, compilation, cancellation).Graph;
    }

    /// <summary>
    /// The class with the members that it will have, as far as they can be named: constants that speak of them
    /// (<c>nameof(Conv1) + "Norm"</c>) have a value then, whatever they are. Null where it has them already.
    /// </summary>
    private static INamedTypeSymbol? WithMembers(INamedTypeSymbol type, ModelDeclaration declaration, Compilation compilation, CancellationToken cancellation)
    {
        ModelInterpretation interpretation = LayerGraphBuilder.Build(declaration, cancellation);
        if (!interpretation.IsExtensible || !type.DeclaringSyntaxReferences.All(UserParts.IsUsers))
        {
            return null;
        }

        string stub = StubEmitter.Emit(interpretation, new StubText("", [], ""));
        var options = (CSharpParseOptions)type.DeclaringSyntaxReferences[0].SyntaxTree.Options;
        SyntaxTree tree = CSharpSyntaxTree.ParseText(stub, options, UserParts.GeneratedPath("Members.g.cs"), cancellationToken: cancellation);
        return compilation.AddSyntaxTrees(tree).Assembly.GetTypeByMetadataName(MetadataName(type));
    }

    /// <summary>The name by which a compilation finds a class.</summary>
    public static string MetadataName(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? MetadataName(outer) + "+" + type.MetadataName
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;
}
