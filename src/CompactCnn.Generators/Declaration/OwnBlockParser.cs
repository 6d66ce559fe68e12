using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Declaration;

/// <summary>A class with layers -> the declaration of a block: its layers are copied wherever it is used.</summary>
internal static class OwnBlockParser
{
    /// <summary>Blocks within blocks within blocks; deeper ones are refused.</summary>
    private const int Deepest = 4;

    /// <summary>Copies a block.</summary>
    /// <param name="name">The stated name of its use, or null.</param>
    /// <param name="type">The class that declares it; null where the argument does not compile.</param>
    /// <param name="repeat">How many such blocks follow each other.</param>
    /// <param name="around">The blocks that it is used in, innermost first.</param>
    /// <param name="isErroneous">Set where an attribute does not compile, otherwise left alone.</param>
    public static OwnBlockDeclaration Parse(
        string? name, INamedTypeSymbol? type, int repeat, ImmutableStack<INamedTypeSymbol> around, ref bool isErroneous)
    {
        if (type is null)
        {
            return new OwnBlockDeclaration(name, "", [], BlockFault.None, repeat);
        }

        ModelAttributes attributes = ModelAttributes.Of(type);
        BlockFault fault = FaultOf(type, attributes, around);
        EquatableArray<LayerDeclaration> members = fault == BlockFault.None ? Members(attributes, around.Push(type), ref isErroneous) : [];
        return new OwnBlockDeclaration(name, type.Name, members, fault, repeat);
    }

    /// <summary>Copies the layers of a block.</summary>
    /// <param name="attributes">The attributes of its class.</param>
    /// <param name="around">The block itself, and those that it is used in.</param>
    /// <param name="isErroneous">Set where an attribute does not compile, otherwise left alone.</param>
    public static EquatableArray<LayerDeclaration> Members(ModelAttributes attributes, ImmutableStack<INamedTypeSymbol> around, ref bool isErroneous)
    {
        isErroneous |= attributes.HasUnresolved;
        var layers = new List<LayerDeclaration>(attributes.Layers.Length);
        foreach (AttributeData attribute in attributes.Layers)
        {
            layers.Add(LayerParser.Parse(attribute, around, ref isErroneous));
        }

        return layers.ToEquatableArray();
    }

    private static BlockFault FaultOf(INamedTypeSymbol type, ModelAttributes attributes, ImmutableStack<INamedTypeSymbol> around) => type switch
    {
        _ when around.Contains(type, SymbolEqualityComparer.Default) => BlockFault.ContainsItself,
        { DeclaringSyntaxReferences.IsEmpty: true } => BlockFault.NotInSource,
        _ when !attributes.IsBlock => BlockFault.NoMarker,
        _ when attributes.OnSeveralParts => BlockFault.SeveralParts,
        _ when around.Count() >= Deepest => BlockFault.NestedTooDeep,
        _ => BlockFault.None,
    };
}
