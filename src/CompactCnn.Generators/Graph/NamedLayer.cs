using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>A layer and its name: one that was declared, or a member of a block that was taken apart.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Attribute">Index of the attribute that it came from.</param>
/// <param name="Declaration">What it is.</param>
internal sealed record NamedLayer(string Name, int Attribute, LayerDeclaration Declaration);
