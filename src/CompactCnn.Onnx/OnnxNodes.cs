using CompactCnn.OnnxFormat;

namespace CompactCnn;

/// <summary>Operations as ONNX operators (github.com/onnx/onnx, docs/Operators.md, operator set 17).</summary>
/// <param name="graph">The operations.</param>
/// <param name="result">Where nodes and constants go.</param>
internal sealed class OnnxNodes(InferenceGraph graph, GraphProto result)
{
    private const double LeakySlope = 0.01;

    /// <summary>Adds the nodes of one operation.</summary>
    public void Add(int place)
    {
        Operation operation = graph.Operations[place];
        string[] inputs = [.. operation.Inputs.Select(NameOf)];
        string[] tensors = [.. operation.Tensors.Select(layout => layout.Name)];
        string output = NameOf(place);
        switch (operation)
        {
            case ConvolutionOperation layer:
                Node("Conv", output, [.. inputs, .. tensors], [.. Window(layer.Kernel, layer.Stride, layer.Padding), Square("dilations", layer.Dilation), Number("group", layer.Groups)]);
                break;
            case DepthwiseConvolutionOperation layer:
                Node("Conv", output, [.. inputs, .. tensors], [.. Window(layer.Kernel, layer.Stride, layer.Padding), Square("dilations", layer.Dilation), Number("group", layer.Output.Width(graph.Widths))]);
                break;
            case LinearOperation:
                Node("Gemm", output, [.. inputs, .. tensors], Number("transB", 1));
                break;
            case BatchNormOperation:
                Node("BatchNormalization", output, [.. inputs, .. tensors], Real("epsilon", BatchNormOperation.Epsilon));
                break;
            case ActivationOperation activation:
                AddActivation(activation, inputs[0], output);
                break;
            case PoolOperation { Kind: PoolKind.Max } pool:
                Node("MaxPool", output, inputs, Window(pool.Kernel, pool.Stride, pool.Padding));
                break;
            case PoolOperation pool:
                // As PyTorch does: what is padded counts as zeros.
                Node("AveragePool", output, inputs, [.. Window(pool.Kernel, pool.Stride, pool.Padding), Number("count_include_pad", 1)]);
                break;
            case GlobalPoolOperation:
                Node("GlobalAveragePool", output, inputs);
                break;
            case FlattenOperation:
                Node("Flatten", output, inputs, Number("axis", 1));
                break;
            case AddOperation:
                Node(inputs.Length == 2 ? "Add" : "Sum", output, inputs);
                break;
            case MultiplyOperation:
                Node("Mul", output, inputs);
                break;
            case ConcatOperation:
                Node("Concat", output, inputs, Number("axis", 1));
                break;
            default:
                throw new NotSupportedException($"'{operation.Name}' is a {operation.GetType().Name}, which cannot be exported; report this");
        }
    }

    private void AddActivation(ActivationOperation activation, string input, string output)
    {
        switch (activation.Kind)
        {
            case Activation.ReLU:
                Node("Relu", output, [input]);
                break;
            case Activation.ReLU6:
                Node("Clip", output, [input, Constant("zero", 0), Constant("six", 6)]);
                break;
            case Activation.LeakyReLU:
                Node("LeakyRelu", output, [input], Real("alpha", LeakySlope));
                break;
            case Activation.SiLU:
                string gate = output + ".sigmoid";
                Node("Sigmoid", gate, [input]);
                Node("Mul", output, [input, gate]);
                break;
            case Activation.HardSwish:
                Node("HardSwish", output, [input]);
                break;
            case Activation.Sigmoid:
                Node("Sigmoid", output, [input]);
                break;
            case Activation.HardSigmoid:
                Node("HardSigmoid", output, [input], Real("alpha", 1.0 / 6), Real("beta", 0.5));
                break;
            case Activation.Tanh:
                Node("Tanh", output, [input]);
                break;
            case Activation.GELU:
                AddGelu(input, output);
                break;
            case Activation.Mish:
                Node("Softplus", output + ".softplus", [input]);
                Node("Tanh", output + ".tanh", [output + ".softplus"]);
                Node("Mul", output, [input, output + ".tanh"]);
                break;
            case Activation.ELU:
                Node("Elu", output, [input], Real("alpha", 1));
                break;
            default:
                Node("Identity", output, [input]);
                break;
        }
    }

    /// <summary><c>x (1 + erf(x / sqrt 2)) / 2</c>: an operator of its own comes with a later operator set.</summary>
    private void AddGelu(string input, string output)
    {
        Node("Mul", output + ".scaled", [input, Constant("half_sqrt", (float)Math.Sqrt(0.5))]);
        Node("Erf", output + ".erf", [output + ".scaled"]);
        Node("Add", output + ".twice", [output + ".erf", Constant("one", 1)]);
        Node("Mul", output + ".part", [output + ".twice", Constant("half", 0.5f)]);
        Node("Mul", output, [input, output + ".part"]);
    }

    /// <summary>The name of an operation's output. Layers have no dots in their names, so that no constant is called alike.</summary>
    private string NameOf(int place) =>
        place == Operation.ModelInput ? OnnxExport.InputName
        : place == graph.Operations.Length - 1 ? OnnxExport.OutputName
        : graph.Operations[place].Name + ".output";

    private string Constant(string name, float value)
    {
        string full = "constant." + name;
        if (!result.Initializer.Any(tensor => tensor.Name == full))
        {
            result.Initializer.Add(OnnxTensor.Of(full, value));
        }

        return full;
    }

    private void Node(string type, string output, string[] inputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { Name = output, OpType = type };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes);
        result.Node.Add(node);
    }

    private static AttributeProto[] Window(int kernel, int stride, int padding) =>
        [Square("kernel_shape", kernel), Square("strides", stride), Numbers("pads", padding, padding, padding, padding)];

    private static AttributeProto Square(string name, int size) => Numbers(name, size, size);

    private static AttributeProto Numbers(string name, params int[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values.Select(value => (long)value));
        return attribute;
    }

    private static AttributeProto Number(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    private static AttributeProto Real(string name, double value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = (float)value };
}
