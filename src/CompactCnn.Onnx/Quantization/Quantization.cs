using CompactCnn.OnnxFormat;

namespace CompactCnn;

/// <summary>Nodes between floats and integers.</summary>
internal static class Quantization
{
    /// <summary>A QuantizeLinear or DequantizeLinear under the name of what it makes.</summary>
    public static NodeProto Node(string type, string output, params ReadOnlySpan<string> inputs)
    {
        var node = new NodeProto { Name = output, OpType = type };
        foreach (string input in inputs)
        {
            node.Input.Add(input);
        }

        node.Output.Add(output);
        return node;
    }
}
