using System.Collections.Immutable;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// A compact network as it answers: its operations in execution order, without dropout, and copies of their tensors.
/// What executes it and what exports it read this and nothing else. It owns the tensors.
/// </summary>
internal sealed class InferenceGraph : IDisposable
{
    private readonly Dictionary<string, Tensor> _values;

    private InferenceGraph(CompactNetwork network, ImmutableArray<Operation> operations, Dictionary<string, Tensor> values)
    {
        Model = network.Structure;
        Widths = network.Widths;
        Operations = operations;
        _values = values;
    }

    /// <summary>The model's graph.</summary>
    public ModelGraph Model { get; }

    /// <summary>Channels of each group.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>The operations; the last one's output is the network's.</summary>
    public ImmutableArray<Operation> Operations { get; }

    /// <summary>The operations' tensors by state name, on the network's device.</summary>
    public IReadOnlyDictionary<string, Tensor> Values => _values;

    /// <summary>Takes a network as it is now; what becomes of it later changes nothing here.</summary>
    /// <param name="network">The network.</param>
    /// <param name="foldNorms">Whether norms behind convolutions and linear layers are folded into them.</param>
    /// <param name="type">What the tensors are rounded to when that is done; null: the network's type.</param>
    public static InferenceGraph Of(CompactNetwork network, bool foldNorms, ScalarType? type = null)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        ImmutableArray<Operation> operations = OperationList.Without(network.Structure.Operations, operation => operation is DropoutOperation);
        Dictionary<string, Tensor> tensors = NetworkTensors.ByName(network);
        var values = operations.SelectMany(operation => operation.Tensors)
            .ToDictionary(layout => layout.Name, layout => tensors[layout.Name].detach().clone().DetachFromDisposeScope(), StringComparer.Ordinal);
        ImmutableArray<Operation> left = foldNorms ? NormFolding.Fold(operations, values) : operations;
        if (type is { } rounded)
        {
            foreach (string name in values.Keys.ToArray())
            {
                using Tensor exact = values[name];
                values[name] = exact.to(rounded, copy: true).DetachFromDisposeScope();
            }
        }

        return new InferenceGraph(network, left, values);
    }

    /// <summary>Whether an operation's output is features without height and width.</summary>
    public bool IsFlat(int operation) => Operations[operation] switch
    {
        FlattenOperation or LinearOperation => true,
        ConvolutionOperation or DepthwiseConvolutionOperation or PoolOperation or GlobalPoolOperation => false,
        var other => other.Inputs[0] != Operation.ModelInput && IsFlat(other.Inputs[0]),
    };

    public void Dispose()
    {
        foreach (Tensor value in _values.Values)
        {
            value.Dispose();
        }
    }
}
