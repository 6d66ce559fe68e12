using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>A layer and its name: one that was declared, or a member of a block that was taken apart.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Attribute">Index of the attribute that it came from.</param>
/// <param name="Declaration">What it is.</param>
/// <param name="Unit">The block that it is a member of; null for a layer of the model.</param>
internal sealed record NamedLayer(string Name, int Attribute, LayerDeclaration Declaration, BlockUnit? Unit = null)
{
    /// <summary>What messages call it: its name, and where it stands if that is in a block.</summary>
    public string Subject => Unit is null ? $"'{Name}'" : $"'{Name}' ({Unit.Describe(Name)})";
}
