using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// The L1 norm of the filters that make a channel (Li et al., ICLR 2017, arXiv 1608.08710): what magnitude pruning ranks
/// by. Of channels that several layers make, the sum over these layers.
/// </summary>
internal static class FilterMagnitude
{
    /// <summary>For each group the norm of every arm.</summary>
    public static double[][] Measure(ModelGraph graph, IReadOnlyDictionary<string, Tensor> tensors)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        Dictionary<string, Operation> operations = graph.Operations.ToDictionary(operation => operation.Name, StringComparer.Ordinal);
        return [.. graph.Groups.Select((group, g) =>
        {
            double[] sums = new double[group.Arms];
            foreach (TensorLayout weight in group.Producers.Select(producer => operations[producer].Tensors[0]))
            {
                Tensor norms = tensors[weight.Name].abs().flatten(1).sum(1);
                ChannelSums.Add(norms.to(ScalarType.Float64).cpu().data<double>().ToArray(), weight.Axes[0], g, graph.FullWidths, sums);
            }

            return sums;
        })];
    }
}
