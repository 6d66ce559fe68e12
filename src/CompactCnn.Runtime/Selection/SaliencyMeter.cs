using System.Collections.Immutable;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Measures the saliency of every active arm after a backward pass: the absolute value of the summed terms of its
/// channels, on a scale (Molchanov et al., ICLR 2017, arXiv 1611.06440, for the Taylor criterion; method facts 1 to 5 for
/// its forms).
/// </summary>
internal sealed class SaliencyMeter : ISaliencyMeter
{
    private readonly ModelGraph _graph;
    private readonly ImmutableArray<SaliencyTerm>[] _terms;
    private readonly double[] _divisors;
    private readonly Dictionary<string, TensorLayout> _layouts;

    public SaliencyMeter(ModelGraph graph, SaliencyForm form, SaliencyScale scale)
    {
        _graph = graph;
        _terms = [.. graph.Groups.Select(group => Terms(graph, group, form))];
        _layouts = graph.Tensors.ToDictionary(layout => layout.Name, StringComparer.Ordinal);
        _divisors = SaliencyDivisors.Of(graph, scale);
    }

    public void Attach(CompactNetwork network)
    {
        // All that is measured lies in the parameters and their gradients.
    }

    public double[][] Measure(FlatParameters parameters, IReadOnlyList<int> widths)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        Dictionary<string, FlatView> views = parameters.Views.ToDictionary(view => view.Name, StringComparer.Ordinal);
        double[] vectors = Read(parameters.Values.narrow(0, 0, parameters.VectorElements) * parameters.Gradients.narrow(0, 0, parameters.VectorElements));
        double[][] saliencies = new double[_graph.Groups.Length][];
        for (int g = 0; g < saliencies.Length; g++)
        {
            double[] sums = new double[widths[g] / _graph.Groups[g].ChannelsPerArm];
            foreach (SaliencyTerm term in _terms[g])
            {
                FlatView view = views[term.Parameter];
                ReadOnlySpan<double> products = view.Shape.Length == 1
                    ? vectors.AsSpan((int)view.Offset, (int)view.Count)
                    : Read(SumAlong(parameters, view, term.Axis));
                ChannelSums.Add(products, _layouts[term.Parameter].Axes[term.Axis], g, widths, sums);
            }

            foreach (ref double sum in sums.AsSpan())
            {
                sum = Math.Abs(sum) / _divisors[g];
            }

            saliencies[g] = sums;
        }

        return saliencies;
    }

    private static ImmutableArray<SaliencyTerm> Terms(ModelGraph graph, ChannelGroup group, SaliencyForm form) => form switch
    {
        SaliencyForm.Gate when group.Gate.Length > 0 => group.Gate,
        SaliencyForm.Producer => [.. graph.Operations
            .Where(operation => group.Producers.Contains(operation.Name))
            .SelectMany(operation => operation.Tensors)
            .Select(tensor => new SaliencyTerm(tensor.Name, Axis: 0))],
        _ => group.General,
    };

    private static Tensor SumAlong(FlatParameters parameters, FlatView view, int axis)
    {
        Tensor products = view.Of(parameters.Values) * view.Of(parameters.Gradients);
        long[] others = [.. Enumerable.Range(0, view.Shape.Length).Where(dimension => dimension != axis).Select(dimension => (long)dimension)];
        return products.sum(others);
    }

    private static double[] Read(Tensor tensor) => tensor.to(ScalarType.Float64).cpu().data<double>().ToArray();
}
