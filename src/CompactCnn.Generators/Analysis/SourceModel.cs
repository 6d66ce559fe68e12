using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Analysis;

/// <summary>What a class of a compilation declares, by the parser and the graph builder that the generator asks.</summary>
internal static class SourceModel
{
    /// <summary>What a class with a marker means.</summary>
    public static ModelInterpretation Interpret(INamedTypeSymbol type, ModelAttributes attributes, CancellationToken cancellation)
    {
        // Where a layer is misspelt, the network that remains says nothing.
        ModelDeclaration declaration = ModelDeclarationParser.Parse(type, attributes, cancellation);
        declaration = declaration with { IsErroneous = declaration.IsErroneous || attributes.HasUnresolved };
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
        return attributes.Marker is null ? null : Interpret(type, attributes, cancellation).Graph;
    }
}
