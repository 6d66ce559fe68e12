using CompactCnn.OnnxFormat;

namespace CompactCnn;

/// <summary>An inference graph in ONNX's terms: one node for each operation, under the operation's name.</summary>
internal static class OnnxGraph
{
    private const string Batch = "batch";

    public static GraphProto Of(InferenceGraph graph)
    {
        var result = new GraphProto { Name = graph.Model.Name };
        FeatureShape image = graph.Model.Input;
        result.Input.Add(Value(OnnxExport.InputName, image.Channels, image.Height, image.Width));
        result.Output.Add(Value(OnnxExport.OutputName, graph.Operations[^1].Output.Width(graph.Widths)));
        foreach (string name in graph.Operations.SelectMany(operation => operation.Tensors).Select(layout => layout.Name))
        {
            result.Initializer.Add(OnnxTensor.Of(name, graph.Values[name]));
        }

        var nodes = new OnnxNodes(graph, result);
        for (int i = 0; i < graph.Operations.Length; i++)
        {
            nodes.Add(i);
        }

        return result;
    }

    /// <summary>An input or output whose first dimension is the batch.</summary>
    private static ValueInfoProto Value(string name, params ReadOnlySpan<int> sizes)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = Batch });
        foreach (int size in sizes)
        {
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = size });
        }

        var tensor = new TypeProto.Types.Tensor { ElemType = TensorProto.Types.DataType.Float, Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
