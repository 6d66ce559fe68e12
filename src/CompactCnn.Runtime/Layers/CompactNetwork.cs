using System.Collections.Immutable;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>A sliced network: plain TorchSharp layers of the kept widths, no gates. Generated compact networks derive from it.</summary>
public abstract partial class CompactNetwork : Network
{
    private protected CompactNetwork(ModelGraph graph, IReadOnlyList<int> widths)
        : base(graph.Name + ".Compact")
    {
        KeepList.CheckWidths(graph, widths, nameof(widths));
        Structure = graph;
        Widths = [.. widths];
    }

    /// <summary>Channels of each group.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>
    /// For each group the channels that this network has of the model it was sliced from; null where it was made from
    /// widths alone.
    /// </summary>
    public IReadOnlyList<ImmutableArray<int>>? Keep { get; internal set; }

    /// <summary>Parameters and multiply-accumulates of this network, layer by layer.</summary>
    public abstract CostTable CostTable { get; }

    internal override ModelGraph Structure { get; }

    internal override NetworkManifest Manifest => new()
    {
        Model = Structure.Name,
        FullName = Structure.FullName,
        IsCompact = true,
        Input = Structure.Input,
        Widths = [.. Widths],
        Classes = Structure.Classes,
        Keep = Keep?.ToImmutableArray(),
        Usage = Usage,
        Parameters = CostTable.Parameters,
        Macs = CostTable.Macs,
    };
}

/// <summary>A compact network that knows its own type.</summary>
/// <typeparam name="TSelf">The generated compact network.</typeparam>
/// <param name="widths">Channels of each group.</param>
/// <param name="classes">Classes to distinguish; absent: as many as are declared.</param>
public abstract partial class CompactNetwork<TSelf>(IReadOnlyList<int> widths, int? classes = null)
    : CompactNetwork(TSelf.Graph.WithClasses(classes ?? TSelf.Graph.Classes), widths)
    where TSelf : CompactNetwork<TSelf>, ICompactNetwork<TSelf>
{
    /// <inheritdoc/>
    public override CostTable CostTable => TSelf.CostOf(Widths).WithClasses(TSelf.Graph, Structure.Classes);

    /// <summary>What the generated constructor does, for code that knows the type by a parameter only.</summary>
    internal static TSelf Create(IReadOnlyList<int> widths, Device? device, long? seed, int? classes)
    {
        TSelf network = TSelf.CreateUnallocated(widths, classes);
        network.Initialize(device, seed);
        return network;
    }
}
