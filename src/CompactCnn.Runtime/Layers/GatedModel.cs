using System.Collections.Immutable;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// A model whose channels can be switched: the full parameters, and for each prunable channel group a gate that knows
/// which of its channels are active. Generated models derive from it.
/// </summary>
/// <remarks>
/// <see cref="nn.Module{T1, TResult}.forward(T1)"/> executes all channels. A training step executes the active ones
/// only: it gathers them into a compact network, trains that for one step, and writes it back.
/// </remarks>
/// <typeparam name="TCompact">The model's compact network.</typeparam>
public abstract partial class GatedModel<TCompact> : Network
    where TCompact : CompactNetwork, ICompactNetwork<TCompact>
{
    /// <summary>Called by generated constructors.</summary>
    /// <param name="name">Name of the model's class.</param>
    /// <param name="classes">Classes to distinguish; absent: as many as are declared.</param>
    protected GatedModel(string name, int? classes = null)
        : base(name)
    {
        Structure = TCompact.Graph.WithClasses(classes ?? TCompact.Graph.Classes);
        Gates = [.. TCompact.Graph.Groups.Select((group, index) => new ChannelGate(group, index))];
    }

    /// <summary>One gate for each prunable channel group, in group order.</summary>
    public IReadOnlyList<ChannelGate> Gates { get; }

    /// <summary>Parameters and multiply-accumulates of this model, with all channels and the classes that it has, layer by layer.</summary>
    public CostTable CostTable => TCompact.Cost.WithClasses(TCompact.Graph, Structure.Classes);

    internal override ModelGraph Structure { get; }

    internal override NetworkManifest Manifest => new()
    {
        Model = Structure.Name,
        FullName = Structure.FullName,
        IsCompact = false,
        Input = Structure.Input,
        Widths = Structure.FullWidths,
        Classes = Structure.Classes,
        Usage = Usage,
        Parameters = CostTable.Parameters,
        Macs = CostTable.Macs,
    };

    /// <summary>What the compact network of these widths costs, with the classes that this model has.</summary>
    internal CostTable CostOfWidths(IReadOnlyList<int> widths) => TCompact.CostOf(widths).WithClasses(TCompact.Graph, Structure.Classes);

    /// <summary>Slices the compact network of the channels to keep; it owns copies of its parameters.</summary>
    /// <param name="keep">For each group the sorted indices of the channels to keep, at least one each.</param>
    /// <returns>The compact network, on the model's device, in the model's mode (train or eval).</returns>
    /// <exception cref="ArgumentException">The keep-list does not fit; the message names the group.</exception>
    protected internal TCompact Slice(int[][] keep)
    {
        KeepList.Check(Structure, keep, nameof(keep));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        TCompact compact = TCompact.CreateUnallocated(KeepList.Widths(keep), Structure.Classes);
        Dictionary<string, Tensor> full = NetworkTensors.ByName(this);
        Tensor example = full[Structure.Tensors[0].Name];
        NetworkTensors.Allocate(compact, example.device, example.dtype);
        Dictionary<string, Tensor> sliced = NetworkTensors.ByName(compact);
        NetworkSlicer.Gather(Structure, keep, full, sliced);
        NetworkTensors.CopyCounters(full, sliced);
        compact.train(training);
        compact.Usage = Usage;
        compact.Keep = [.. keep.Select(group => group.ToImmutableArray())];
        return compact;
    }
}
