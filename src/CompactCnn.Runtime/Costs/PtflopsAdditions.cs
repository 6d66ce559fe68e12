namespace CompactCnn;

/// <summary>What <see cref="CostConvention.Ptflops"/> counts beyond the multiply-accumulates, operation by operation.</summary>
/// <param name="graph">The model's graph.</param>
/// <param name="widths">Channels of each group.</param>
internal sealed class PtflopsAdditions(ModelGraph graph, IReadOnlyList<int> widths)
{
    /// <summary>What is added for an operation, for one image.</summary>
    public long Of(Operation operation) => operation switch
    {
        BatchNormOperation => 2 * Elements(operation),
        ActivationOperation { Kind: Activation.ReLU or Activation.ReLU6 or Activation.LeakyReLU or Activation.ELU or Activation.GELU } => Elements(operation),
        PReLUOperation => Elements(operation),
        PoolOperation or AdaptivePoolOperation or GlobalPoolOperation => Elements(operation.Inputs[0]),
        _ => HasBias(operation) ? Elements(operation) : 0,
    };

    /// <summary>Shape of an operation's output at these widths.</summary>
    public FeatureShape Shape(Operation operation) => new(operation.Output.Width(widths), operation.Height, operation.Width);

    private static bool HasBias(Operation operation) => operation.Tensors.Any(tensor => tensor.Name.EndsWith(".bias", StringComparison.Ordinal));

    private long Elements(Operation operation) => Shape(operation).Elements;

    private long Elements(int operation) => operation == Operation.ModelInput ? graph.Input.Elements : Elements(graph.Operations[operation]);
}
