using System.Collections.Immutable;
using System.Globalization;
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
                Node("Conv", output, [.. inputs, .. tensors], [.. Window(layer.Kernel, layer.Stride, layer.Padding, layer.Padding), Sides("dilations", layer.Dilation), Number("group", layer.Groups)]);
                break;
            case DepthwiseConvolutionOperation layer:
                Node("Conv", output, [.. inputs, .. tensors], [.. Window(layer.Kernel, layer.Stride, layer.Padding, layer.Padding), Sides("dilations", layer.Dilation), Number("group", layer.Output.Width(graph.Widths))]);
                break;
            case LinearOperation:
                Node("Gemm", output, [.. inputs, .. tensors], Number("transB", 1));
                break;
            case BatchNormOperation:
                Node("BatchNormalization", output, [.. inputs, .. tensors], Real("epsilon", BatchNormOperation.Epsilon));
                break;
            case PReLUOperation:
                AddPReLU(operation, inputs[0], tensors[0], output);
                break;
            case LayerScaleOperation:
                Node("Mul", output, [.. inputs, .. tensors]);
                break;
            case ActivationOperation activation:
                AddActivation(activation, inputs[0], output);
                break;
            case PoolOperation pool:
                AddPool(pool, inputs[0], output);
                break;
            case SliceOperation slice:
                int first = slice.Skipped.Width(graph.Widths);
                int end = first + slice.Output.Width(graph.Widths);
                Node("Slice", output, [.. inputs, Integers(first), Integers(end), Integers(1)]);
                break;
            case ChannelShuffleOperation shuffle:
                Node("Reshape", output + ".groups", [.. inputs, Integers(0, shuffle.Groups, -1, shuffle.Height, shuffle.Width)]);
                Node("Transpose", output + ".turns", [output + ".groups"], Numbers("perm", 0, 2, 1, 3, 4));
                Node("Reshape", output, [output + ".turns", Integers(0, -1, shuffle.Height, shuffle.Width)]);
                break;
            case AdaptivePoolOperation:
                AddAdaptivePool(operation, inputs[0], output);
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

    /// <summary>
    /// Windows that reach over the end are said by a larger padding there: runtimes differ in what they make of <c>ceil_mode</c>.
    /// </summary>
    private void AddPool(PoolOperation pool, string input, string output)
    {
        Size2d size = SizeOf(pool.Inputs[0]);
        var end = new Size2d(
            Math.Max(pool.Padding.Height, Over(pool.Height, pool.Stride.Height, pool.Kernel.Height, size.Height, pool.Padding.Height)),
            Math.Max(pool.Padding.Width, Over(pool.Width, pool.Stride.Width, pool.Kernel.Width, size.Width, pool.Padding.Width)));
        if (pool.Kind == PoolKind.Max)
        {
            Node("MaxPool", output, [input], Window(pool.Kernel, pool.Stride, pool.Padding, end));
        }
        else if (end == pool.Padding)
        {
            // As PyTorch does: what is padded counts as zeros.
            Node("AveragePool", output, [input], [.. Window(pool.Kernel, pool.Stride, pool.Padding, end), Number("count_include_pad", 1)]);
        }
        else
        {
            // As PyTorch does: the padding counts, and what lies over its end does not.
            string padded = input;
            if (pool.Padding != 0)
            {
                (int height, int width) = pool.Padding;
                padded = output + ".padded";
                Node("Pad", padded, [input, Integers(0, 0, height, width, 0, 0, height, width)]);
            }

            Node("AveragePool", output, [padded], [.. Window(pool.Kernel, pool.Stride, 0, new Size2d(end.Height - pool.Padding.Height, end.Width - pool.Padding.Width)), Number("count_include_pad", 0)]);
        }

        static int Over(int count, int stride, int kernel, int side, int padding) => ((count - 1) * stride) + kernel - side - padding;
    }

    /// <summary>Equal parts are windows; others are the products with a matrix of rows and one of columns.</summary>
    private void AddAdaptivePool(Operation pool, string input, string output)
    {
        Size2d size = SizeOf(pool.Inputs[0]);
        if (size.Height % pool.Height == 0 && size.Width % pool.Width == 0)
        {
            var part = new Size2d(size.Height / pool.Height, size.Width / pool.Width);
            Node("AveragePool", output, [input], Window(part, part, 0, 0));
            return;
        }

        Node("MatMul", output + ".rows", [Averages(pool.Height, size.Height, transposed: false), input]);
        Node("MatMul", output, [output + ".rows", Averages(pool.Width, size.Width, transposed: true)]);
    }

    /// <summary>The name of the matrix that averages so many parts of a side.</summary>
    private string Averages(int parts, int side, bool transposed)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"constant.averages.{parts}.{side}{(transposed ? ".transposed" : "")}");
        if (!result.Initializer.Any(tensor => tensor.Name == name))
        {
            float[] weights = new float[parts * side];
            for (int part = 0; part < parts; part++)
            {
                int first = part * side / parts;
                int end = (((part + 1) * side) + parts - 1) / parts;
                for (int place = first; place < end; place++)
                {
                    weights[transposed ? (place * parts) + part : (part * side) + place] = 1f / (end - first);
                }
            }

            result.Initializer.Add(OnnxTensor.Of(name, weights, transposed ? [side, parts] : [parts, side]));
        }

        return name;
    }

    private Size2d SizeOf(int operation) => operation == Operation.ModelInput
        ? new Size2d(graph.Model.Input.Height, graph.Model.Input.Width)
        : new Size2d(graph.Operations[operation].Height, graph.Operations[operation].Width);

    /// <summary>ONNX has slopes in the shape of what they multiply: one for each feature map, <c>[channels, 1, 1]</c>.</summary>
    private void AddPReLU(Operation operation, string input, string slopes, string output)
    {
        bool isFlat = operation.Inputs[0] != Operation.ModelInput && graph.IsFlat(operation.Inputs[0]);
        if (!isFlat)
        {
            result.Initializer.Single(tensor => tensor.Name == slopes).Dims.AddRange([1, 1]);
        }

        Node("PRelu", output, [input, slopes]);
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
    /// <param name="operations">All operations.</param>
    /// <param name="place">Which.</param>
    public static string NameOf(ImmutableArray<Operation> operations, int place) =>
        place == Operation.ModelInput ? OnnxExport.InputName
        : place == operations.Length - 1 ? OnnxExport.OutputName
        : operations[place].Name + ".output";

    private string NameOf(int place) => NameOf(graph.Operations, place);

    private string Constant(string name, float value)
    {
        string full = "constant." + name;
        if (!result.Initializer.Any(tensor => tensor.Name == full))
        {
            result.Initializer.Add(OnnxTensor.Of(full, value));
        }

        return full;
    }

    /// <summary>The name of a list of integers.</summary>
    private string Integers(params long[] values)
    {
        string full = "constant.integers." + string.Join('.', values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
        if (!result.Initializer.Any(tensor => tensor.Name == full))
        {
            result.Initializer.Add(OnnxTensor.Of(full, values));
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

    private static AttributeProto[] Window(Size2d kernel, Size2d stride, Size2d begin, Size2d end) =>
        [Sides("kernel_shape", kernel), Sides("strides", stride), Numbers("pads", begin.Height, begin.Width, end.Height, end.Width)];

    private static AttributeProto Sides(string name, Size2d size) => Numbers(name, size.Height, size.Width);

    private static AttributeProto Numbers(string name, params int[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values.Select(value => (long)value));
        return attribute;
    }

    private static AttributeProto Number(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    private static AttributeProto Real(string name, double value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = (float)value };
}
