using System.Numerics;
using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;

namespace CompactCnn.Generators.Emission;

/// <summary>A class and its graph, and the names by which generated code speaks of them.</summary>
/// <param name="Class">The class.</param>
/// <param name="Graph">Its graph.</param>
/// <param name="Limits">What it declares of a device.</param>
internal sealed record EmittedModel(ModelClass Class, LayerGraph Graph, LimitsDeclaration? Limits)
{
    /// <summary>As many groups are named one by one where channels are those of several.</summary>
    private const int MostGroups = 4;

    /// <summary>What the class was called before.</summary>
    public EquatableArray<string> FormerNames { get; init; } = EquatableArray<string>.Empty;

    /// <summary>The class's name as code.</summary>
    public string Type => CSharpText.TypeIdentifier(Class.Name);

    /// <summary>The class's name as code that is valid everywhere.</summary>
    public string QualifiedType { get; } = CSharpText.Qualified(Class);

    private int[] FullWidths { get; } = [.. Graph.Groups.Select(group => group.Count)];

    /// <summary>The operations that are modules with a property, in execution order.</summary>
    public IEnumerable<GraphNode> Modules => Graph.Nodes.Where(node => node.Operation.IsModule);

    /// <summary>The same, each with its module's type without its namespace.</summary>
    public IEnumerable<(GraphNode Node, string Type)> TypedModules => Graph.Nodes
        .Select((node, operation) => (Node: node, HasReLU: HasReLU(operation)))
        .Where(module => module.Node.Operation.IsModule)
        .Select(module => (module.Node, module.HasReLU ? TorchModule.NormReLU : TorchModule.Name(module.Node)));

    /// <summary>Whether an operation is a norm of feature maps whose ReLU is computed with it.</summary>
    public bool HasReLU(int operation) =>
        Graph.Nodes[operation] is { Operation: BatchNormOperation, Shape.IsFlat: false }
        && operation + 1 < Graph.Nodes.Count
        && Graph.Nodes[operation + 1].Operation is ActivationOperation { IsFused: true, Kind: ActivationKind.ReLU } activation
        && activation.Inputs[0] == operation;

    /// <summary>Whether such a norm's ReLU is read by a pooling behind it alone, which may then be computed with both.</summary>
    public bool HasPool(int operation) =>
        HasReLU(operation)
        && operation + 2 < Graph.Nodes.Count
        && Graph.Nodes[operation + 2].Operation is PoolOperation { Kind: PoolKind.Max } pool
        && pool.Inputs[0] == operation + 1
        && Graph.Nodes.Sum(node => node.Operation.Inputs.Count(input => input == operation + 1)) == 1;

    /// <summary>The value of a polynomial in the full network.</summary>
    public BigInteger Full(Polynomial polynomial) => polynomial.Evaluate(FullWidths);

    /// <summary>The groups of an operation's output channels for people, as <c>0 'Conv1'</c>; null where they are fixed.</summary>
    public string? GroupsOf(GraphNode node)
    {
        string[] groups = [.. node.Layout.Groups.Select(group => $"{CSharpText.Number(group)} '{Graph.Groups[group].Name}'")];
        return groups.Length switch
        {
            0 => null,
            <= MostGroups => string.Join(", ", groups),
            _ => $"{groups[0]}, ... {groups[^1]} ({CSharpText.Number(groups.Length)} groups)",
        };
    }
}
