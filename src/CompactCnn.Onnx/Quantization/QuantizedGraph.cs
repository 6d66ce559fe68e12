using CompactCnn.OnnxFormat;

namespace CompactCnn;

/// <summary>
/// A float graph with its tensors quantised and dequantised again around the nodes that are of integers (QDQ): what executes
/// it fuses each group into one integer operator, and what cannot still computes the same numbers.
/// </summary>
internal sealed class QuantizedGraph
{
    private readonly GraphProto _result;
    private readonly QuantizationPlan _plan;
    private readonly IntegerWeights _weights;

    private QuantizedGraph(GraphProto source, QuantizationPlan plan, int weightBits)
    {
        _plan = plan;
        _result = new GraphProto { Name = source.Name };
        _result.Input.AddRange(source.Input);
        _result.Output.AddRange(source.Output);
        _weights = new IntegerWeights(_result, plan.Constants, weightBits);
    }

    /// <summary>Quantises a graph.</summary>
    /// <param name="source">The float graph of the folded network, which is changed.</param>
    /// <param name="network">The network that it is of.</param>
    /// <param name="settings">Calibration images and choices.</param>
    public static GraphProto Of(GraphProto source, CompactNetwork network, StaticQuantization settings)
    {
        IReadOnlyDictionary<string, TensorObserver> observed = Calibration.Of(network, settings);
        Dictionary<string, ValueRange> ranges = observed.ToDictionary(pair => pair.Key, pair => pair.Value.Range(settings), StringComparer.Ordinal);
        QuantizableForm.Rewrite(source, ranges, name => observed.TryGetValue(name, out TensorObserver? tensor) && tensor.Rank == 4);
        var graph = new QuantizedGraph(source, new QuantizationPlan(source, ranges, settings), settings.WeightBits);
        graph.Quantize(OnnxExport.InputName);
        foreach (NodeProto node in source.Node)
        {
            graph.Add(node);
        }

        graph.AddConstants(source);
        return graph._result;
    }

    private void Add(NodeProto node)
    {
        if (_plan.IsDropped(node))
        {
            return;
        }

        NodeProto added = node.Clone();
        for (int i = 0; i < node.Input.Count; i++)
        {
            if (_plan.ReadsIntegers(node, node.Input[i]))
            {
                added.Input[i] = Dequantized(node.Input[i]);
            }
        }

        if (_plan.IsInteger(node) && OperatorForms.IsWeighted(node, _plan.Constants))
        {
            _weights.Write(added, _plan.ScaleOf(node.Input[0]));
        }

        // What a dropped activation made, this node makes.
        added.Output[0] = _plan.NameAfter(node);
        _result.Node.Add(added);
        Quantize(added.Output[0]);
    }

    /// <summary>One pair for each tensor, which all its readers share.</summary>
    private void Quantize(string tensor)
    {
        if (!_plan.IsQuantized(tensor))
        {
            return;
        }

        ActivationScale scale = _plan.ScaleOf(tensor);
        string step = tensor + ".scale";
        string zero = tensor + ".zero";
        _result.Initializer.Add(IntegerTensor.Of(step, [scale.Scale]));
        _result.Initializer.Add(IntegerTensor.Zero(zero, scale));
        _result.Node.Add(Quantization.Node("QuantizeLinear", tensor + ".quantized", tensor, step, zero));
        _result.Node.Add(Quantization.Node("DequantizeLinear", Dequantized(tensor), tensor + ".quantized", step, zero));
    }

    private static string Dequantized(string tensor) => tensor + ".dequantized";

    /// <summary>Those of the float graph that are still read.</summary>
    private void AddConstants(GraphProto source)
    {
        HashSet<string> read = [.. _result.Node.SelectMany(node => node.Input)];
        _result.Initializer.AddRange(source.Initializer.Where(tensor => read.Contains(tensor.Name)));
    }
}
