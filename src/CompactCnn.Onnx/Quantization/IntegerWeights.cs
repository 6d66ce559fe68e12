using CompactCnn.OnnxFormat;

namespace CompactCnn;

/// <summary>Weights and biases of layers as integers: a scale for each output channel, 0 for 0.</summary>
/// <param name="result">Where constants and the nodes that read them go.</param>
/// <param name="constants">The float ones.</param>
/// <param name="bits">Bits of a weight.</param>
internal sealed class IntegerWeights(GraphProto result, IReadOnlyDictionary<string, TensorProto> constants, int bits)
{
    /// <summary>A bias beyond it would leave no room for the sum of products.</summary>
    private const double LargestBias = 1 << 30;

    private readonly int _largest = (1 << (bits - 1)) - 1;

    /// <summary>Lets a layer read integers instead of its float weight and bias.</summary>
    /// <param name="layer">The node, which is changed: input, weight and perhaps bias.</param>
    /// <param name="input">The scale of what it reads.</param>
    public void Write(NodeProto layer, ActivationScale input)
    {
        TensorProto weight = constants[layer.Input[1]];
        float[] bias = layer.Input.Count > 2 ? IntegerTensor.Floats(constants[layer.Input[2]]) : [];
        float[] values = IntegerTensor.Floats(weight);
        int outputs = (int)weight.Dims[0];
        int each = values.Length / outputs;
        float[] scales = new float[outputs];
        var integers = new sbyte[values.Length];
        for (int channel = 0; channel < outputs; channel++)
        {
            Span<float> row = values.AsSpan(channel * each, each);
            float scale = ScaleOf(row, bias.Length > 0 ? bias[channel] : 0, input.Scale);
            scales[channel] = scale;
            for (int i = 0; i < each; i++)
            {
                integers[(channel * each) + i] = (sbyte)Math.Clamp((int)Math.Round(row[i] / scale), -_largest, _largest);
            }
        }

        layer.Input[1] = Constant(weight.Name, scales, zero => IntegerTensor.Of(zero, new sbyte[outputs], outputs), name => IntegerTensor.Of(name, integers, [.. weight.Dims]));
        if (bias.Length > 0)
        {
            double[] steps = [.. scales.Select(scale => (double)scale * input.Scale)];
            int[] rounded = [.. bias.Select((value, channel) => (int)Math.Round(value / steps[channel]))];
            float[] biasScales = [.. scales.Select(scale => scale * input.Scale)];
            layer.Input[2] = Constant(layer.Input[2], biasScales, zero => IntegerTensor.Of(zero, new int[outputs], outputs), name => IntegerTensor.Of(name, rounded, outputs));
        }
    }

    private float ScaleOf(ReadOnlySpan<float> row, float bias, float input)
    {
        float largest = 0;
        foreach (float value in row)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        // A channel whose weights are 0 is its bias, which must fit all the same.
        float scale = Math.Max(largest / _largest, (float)(Math.Abs(bias) / (input * LargestBias)));
        return scale < 1e-30f ? 1 : scale;
    }

    private string Constant(string name, float[] scales, Func<string, TensorProto> zero, Func<string, TensorProto> values)
    {
        string integers = name + ".integers";
        string floats = name + ".dequantized";
        result.Initializer.Add(values(integers));
        result.Initializer.Add(IntegerTensor.Of(name + ".scale", scales, scales.Length));
        result.Initializer.Add(zero(name + ".zero"));
        NodeProto node = Quantization.Node("DequantizeLinear", floats, integers, name + ".scale", name + ".zero");
        node.Attribute.Add(new AttributeProto { Name = "axis", Type = AttributeProto.Types.AttributeType.Int, I = 0 });
        result.Node.Add(node);
        return floats;
    }
}
