using CompactCnn.OnnxFormat;

namespace CompactCnn;

/// <summary>
/// The same graph in operators that have an integer form: a lone norm is a depthwise 1x1 convolution, a sum of several
/// tensors a chain of additions.
/// </summary>
internal static class QuantizableForm
{
    /// <summary>Rewrites a graph in place.</summary>
    /// <param name="graph">The graph; constants that nobody reads any more are left to who writes it.</param>
    /// <param name="ranges">What the tensors are; those that are added are entered.</param>
    /// <param name="isImage">Whether a tensor has height and width.</param>
    public static void Rewrite(GraphProto graph, Dictionary<string, ValueRange> ranges, Predicate<string> isImage)
    {
        NodeProto[] nodes = [.. graph.Node];
        graph.Node.Clear();
        foreach (NodeProto node in nodes)
        {
            switch (node.OpType)
            {
                case "BatchNormalization" when isImage(node.Input[0]):
                    graph.Node.Add(Depthwise(node, graph));
                    break;
                case "Sum" when node.Input.All(ranges.ContainsKey):
                    AddChain(node, graph, ranges);
                    break;
                default:
                    graph.Node.Add(node);
                    break;
            }
        }
    }

    /// <summary><c>s x + (beta - s mean)</c>, <c>s = gamma / sqrt(var + eps)</c>: one weight a channel, so that its integers are exact.</summary>
    private static NodeProto Depthwise(NodeProto norm, GraphProto graph)
    {
        float[] gamma = Values(1), beta = Values(2), mean = Values(3), variance = Values(4);
        double epsilon = norm.Attribute.Single(attribute => attribute.Name == "epsilon").F;
        double[] scale = [.. gamma.Select((value, i) => value / Math.Sqrt(variance[i] + epsilon))];
        string name = norm.Output[0];
        graph.Initializer.Add(IntegerTensor.Of(name + ".weight", [.. scale.Select(value => (float)value)], scale.Length, 1, 1, 1));
        graph.Initializer.Add(IntegerTensor.Of(name + ".bias", [.. beta.Select((value, i) => (float)(value - (scale[i] * mean[i])))], scale.Length));
        var convolution = new NodeProto { Name = norm.Name, OpType = "Conv" };
        convolution.Input.AddRange([norm.Input[0], name + ".weight", name + ".bias"]);
        convolution.Output.Add(name);
        convolution.Attribute.Add(Numbers("kernel_shape", 1, 1));
        convolution.Attribute.Add(new AttributeProto { Name = "group", Type = AttributeProto.Types.AttributeType.Int, I = scale.Length });
        return convolution;

        float[] Values(int input) => IntegerTensor.Floats(graph.Initializer.Single(tensor => tensor.Name == norm.Input[input]));
    }

    /// <summary>What lies between was not observed: it is at most the sum of what is added.</summary>
    private static void AddChain(NodeProto sum, GraphProto graph, Dictionary<string, ValueRange> ranges)
    {
        string left = sum.Input[0];
        for (int i = 1; i < sum.Input.Count; i++)
        {
            string output = i == sum.Input.Count - 1 ? sum.Output[0] : $"{sum.Output[0]}.{i}";
            ranges.TryAdd(output, ranges[left] + ranges[sum.Input[i]]);
            var add = new NodeProto { Name = output, OpType = "Add" };
            add.Input.AddRange([left, sum.Input[i]]);
            add.Output.Add(output);
            graph.Node.Add(add);
            left = output;
        }
    }

    private static AttributeProto Numbers(string name, params ReadOnlySpan<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        foreach (long value in values)
        {
            attribute.Ints.Add(value);
        }

        return attribute;
    }
}
