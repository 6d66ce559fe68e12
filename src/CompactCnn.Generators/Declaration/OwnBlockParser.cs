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
    /// <param name="type">The class that declares it; null where none is stated, or it cannot be seen.</param>
    /// <param name="repeat">How many such blocks follow each other.</param>
    /// <param name="around">The blocks that it is used in, innermost first.</param>
    /// <param name="faults">Takes what cannot be read.</param>
    public static OwnBlockDeclaration Parse(string? name, ITypeSymbol? type, int repeat, ImmutableStack<INamedTypeSymbol> around, ReadFaults faults)
    {
        if (type is not INamedTypeSymbol named)
        {
            return new OwnBlockDeclaration(name, type?.ToDisplayString() ?? "null", [], BlockFault.NoClass, repeat);
        }

        ModelAttributes attributes = ModelAttributes.Of(named);
        BlockFault fault = FaultOf(named, attributes, around);
        string? outer = faults.Block;
        faults.Block = named.Name;
        EquatableArray<LayerDeclaration> members = fault == BlockFault.None ? Members(attributes, around.Push(named), faults) : [];
        faults.Block = outer;
        return new OwnBlockDeclaration(name, named.Name, members, fault, repeat);
    }

    /// <summary>Copies the layers of a block.</summary>
    /// <param name="attributes">The attributes of its class.</param>
    /// <param name="around">The block itself, and those that it is used in.</param>
    /// <param name="faults">Takes what cannot be read.</param>
    public static EquatableArray<LayerDeclaration> Members(ModelAttributes attributes, ImmutableStack<INamedTypeSymbol> around, ReadFaults faults)
    {
        faults.HasUnresolved |= attributes.HasUnresolved;
        var layers = new List<LayerDeclaration>(attributes.Layers.Length);
        foreach (AttributeData attribute in attributes.Layers)
        {
            layers.Add(LayerParser.Parse(attribute, around, faults));
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
