namespace CompactCnn;

/// <summary>
/// Bytes that a training step of float32 needs, estimated before a run from the table of operations: what PyTorch keeps
/// for the backward pass, the full parameters with the optimizer's state, the slices of the step, and a teacher. The loaded library,
/// its caches and the images of the data set are not counted.
/// </summary>
/// <param name="Parameters">The full network's parameters and running statistics.</param>
/// <param name="OptimizerState">What the optimizer keeps of all of them.</param>
/// <param name="ActiveNetwork">The active network's parameters, gradients and optimizer state.</param>
/// <param name="Activations">Outputs of the active network's layers, kept for the backward pass.</param>
/// <param name="Workspace">Gradients of feature maps and copies in the convolutions, where they are largest.</param>
/// <param name="Images">The batch, raw and as input.</param>
/// <param name="Teacher">The teacher's tensors and its answers, as <see cref="CompactCnn.Teacher.Memory"/> counts them; 0 without one.</param>
public sealed record MemoryEstimate(long Parameters, long OptimizerState, long ActiveNetwork, long Activations, long Workspace, long Images, long Teacher)
{
    private const int ValueBytes = 4;
    private const int IndexBytes = 8;

    // Of the largest layer: the gradient of its output and of its input, and a copy of each in the convolution's own order.
    private const int LargestMaps = 4;

    /// <summary>All of it.</summary>
    public long Total => Parameters + OptimizerState + ActiveNetwork + Activations + Workspace + Images + Teacher;

    /// <summary>The estimate for a step of a network of these widths.</summary>
    /// <param name="graph">The model, as <c>SmallVgg.Graph</c>.</param>
    /// <param name="widths">Active channels of each group.</param>
    /// <param name="batchSize">Images in the step, 1 or more.</param>
    /// <param name="optimizer">The optimizer; absent: <see cref="Sgd"/>.</param>
    /// <param name="teacher">The teacher, if there is one.</param>
    /// <returns>The estimate, in bytes.</returns>
    /// <exception cref="ArgumentException">The widths do not fit, or the batch size is below 1.</exception>
    public static MemoryEstimate Of(ModelGraph graph, IReadOnlyList<int> widths, int batchSize, OptimizerOptions? optimizer = null, Teacher? teacher = null)
    {
        KeepList.CheckWidths(graph, widths, nameof(widths));
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        int buffers = (optimizer ?? new Sgd()).StateBuffers;
        int[] arms = [.. graph.Groups.Select((group, g) => widths[g] / group.ChannelsPerArm)];
        return new MemoryEstimate(
            FullParameters(graph),
            FullState(graph, buffers),
            CostPolynomial.Sum(graph, [], Slices(graph, buffers)).Value(arms),
            CostPolynomial.Sum(graph, Outputs(graph, batchSize), []).Value(arms),
            CostPolynomial.Sum(graph, Largest(graph, batchSize), []).Value(arms),
            ImagesOf(graph, batchSize),
            teacher?.Memory(batchSize) ?? 0);
    }

    /// <summary>The estimate for the first step of a run, which shrinking makes the largest.</summary>
    /// <param name="graph">The model, as <c>SmallVgg.Graph</c>.</param>
    /// <param name="options">The run's options; where saliency decides the widths, they are those of equal saliencies.</param>
    /// <returns>The estimate, in bytes.</returns>
    /// <exception cref="ArgumentException">The minimum widths cost more than the target allows, or the batch size is below 1.</exception>
    public static MemoryEstimate AtStart(ModelGraph graph, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(options);
        double start = options.Shrinking.FractionAt(options.Target.FractionOf(graph), progress: 0);
        int[][] active = options.Target.Choose(graph, [.. graph.Groups.Select(group => new double[group.Arms])], start);
        return Of(graph, KeepList.Widths(active), options.BatchSize, options.Optimizer, options.Teacher);
    }

    /// <summary>The total as a polynomial in the active arms.</summary>
    internal static CostPolynomial Polynomial(ModelGraph graph, int batchSize, MemoryTerms terms) => CostPolynomial.Sum(
        graph,
        Outputs(graph, batchSize).Concat(Largest(graph, batchSize)),
        Slices(graph, terms.OptimizerBuffers),
        FullParameters(graph) + FullState(graph, terms.OptimizerBuffers) + ImagesOf(graph, batchSize) + terms.Teacher);

    private static long FullParameters(ModelGraph graph) => ValueBytes * graph.Tensors.Sum(layout => Elements(layout, graph));

    private static long FullState(ModelGraph graph, int optimizerBuffers) =>
        ValueBytes * optimizerBuffers * graph.Tensors.Where(layout => !layout.IsBuffer).Sum(layout => Elements(layout, graph));

    private static long Elements(TensorLayout layout, ModelGraph graph) => layout.Shape(graph.FullWidths).Aggregate(1L, (product, size) => product * size);

    private static long ImagesOf(ModelGraph graph, int batchSize) => 2 * ValueBytes * batchSize * graph.Input.Elements;

    /// <summary>Values, gradients and optimizer state of every active parameter; values of the statistics.</summary>
    private static IEnumerable<(TensorLayout Layout, long Bytes)> Slices(ModelGraph graph, int optimizerBuffers) =>
        graph.Tensors.Select(layout => (layout, (long)ValueBytes * (layout.IsBuffer ? 1 : 2 + optimizerBuffers)));

    private static IEnumerable<(ChannelLayout Layout, long Bytes)> Outputs(ModelGraph graph, int batchSize) =>
        graph.Operations.Select(operation => (operation.Output, BytesOf(operation) * batchSize * operation.Height * operation.Width));

    private static IEnumerable<(ChannelLayout Layout, long Bytes)> Largest(ModelGraph graph, int batchSize) => graph.Operations
        .Select(operation => (operation.Output, Bytes: (long)LargestMaps * ValueBytes * batchSize * operation.Height * operation.Width))
        .OrderByDescending(output => output.Output.FullWidth * output.Bytes)
        .Take(1);

    /// <summary>Bytes that an element of an output keeps: nothing where it is written in place or is another view.</summary>
    private static long BytesOf(Operation operation) => operation switch
    {
        FlattenOperation => 0,
        ActivationOperation { Kind: Activation.ReLU or Activation.ReLU6 or Activation.LeakyReLU } => 0,
        PoolOperation { Kind: PoolKind.Max } => ValueBytes + IndexBytes,
        DropoutOperation => 2 * ValueBytes,
        _ => ValueBytes,
    };
}
