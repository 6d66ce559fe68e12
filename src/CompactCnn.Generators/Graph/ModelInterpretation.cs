using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>A declaration and what it means.</summary>
/// <param name="Declaration">The declaration.</param>
/// <param name="Layers">Its layers with their names; of a block, its members.</param>
/// <param name="Graph">The graph; null where the declaration is wrong.</param>
/// <param name="Issues">Everything that is wrong.</param>
internal sealed record ModelInterpretation(
    ModelDeclaration Declaration,
    EquatableArray<NamedLayer> Layers,
    LayerGraph? Graph,
    EquatableArray<Issue> Issues)
{
    /// <summary>What messages call the layer of an operation that makes or joins channels.</summary>
    public string SubjectOf(Operation operation) =>
        Layers.First(layer => layer.Name == operation.Name && layer.Declaration is not BlockDeclaration).Subject;

    /// <summary>What is wrong where a value cannot be seen, unless the compiler says what is.</summary>
    public EquatableArray<Issue> Unread { get; init; } = EquatableArray<Issue>.Empty;

    /// <summary>False where a generated part, even a stub, would only add errors to those that the class has.</summary>
    public bool IsExtensible => CanExtend(Declaration);

    /// <summary>What <see cref="IsExtensible"/> says, which needs the declaration alone.</summary>
    public static bool CanExtend(ModelDeclaration declaration) =>
        declaration.Class.Extension != ClassExtension.None && !ReservedNames.IsGenerated(declaration.Class.Name);
}
