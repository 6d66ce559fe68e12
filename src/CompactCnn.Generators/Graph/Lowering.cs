using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>
/// Declared layers -> primitive operations. Nothing behind it knows what was declared; each operation keeps the index of
/// its attribute. It goes on where shapes are not known any more, so that every layer has its name.
/// </summary>
/// <param name="operations">Takes the operations and knows the shapes so far.</param>
internal sealed class Lowering(ShapeInference operations)
{
    private readonly List<NamedLayer> _layers = [];
    private readonly Dictionary<string, int> _outputs = new(StringComparer.Ordinal);

    /// <summary>The operation whose output the next layer reads.</summary>
    private int _previous = Operation.ModelInput;

    /// <summary>The layers with their names; of a block, its members.</summary>
    public IReadOnlyList<NamedLayer> Layers => _layers;

    /// <summary>Lowers one layer whose references were checked.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="attribute">Its index.</param>
    /// <param name="name">Its name.</param>
    /// <param name="isClassifier">True for the last linear layer.</param>
    /// <param name="isRight">False where its arguments are wrong; then it is named, but a block is not taken apart.</param>
    public void Add(LayerDeclaration layer, int attribute, string name, bool isClassifier, bool isRight)
    {
        int input = layer.From is null ? _previous : Output(layer.From);
        if (layer is BlockDeclaration block)
        {
            _previous = AddBlocks(block, attribute, name, input, isRight);
        }
        else
        {
            int[] others = layer is JoiningDeclaration joining ? [.. joining.Others.Select(Output)] : [];
            _previous = AddMember(new NamedLayer(name, attribute, layer), [input, .. others], isClassifier);
        }

        SetOutput(name, _previous);
    }

    /// <summary>Lowers one primitive layer.</summary>
    /// <returns>The operation that is its output.</returns>
    public int AddMember(NamedLayer layer, EquatableArray<int> inputs, bool isClassifier = false)
    {
        _layers.Add(layer);
        (string name, int attribute) = (layer.Name, layer.Attribute);
        return layer.Declaration switch
        {
            ConvDeclaration convolution => AddConvolution(convolution, attribute, name, inputs),
            DepthwiseConvDeclaration convolution => AddDepthwise(convolution, attribute, name, inputs),
            LinearDeclaration linear => AddLinear(linear, attribute, name, inputs, isClassifier),
            AddDeclaration add => AddActivation(add.Activation, attribute, name, Append(new AddOperation(name, attribute, inputs))),
            ConcatDeclaration => Append(new ConcatOperation(name, attribute, inputs)),
            PoolDeclaration pool => Append(new PoolOperation(name, attribute, inputs, pool.Pooling, pool.Kernel, pool.Stride ?? pool.Kernel, pool.Padding)),
            GlobalPoolDeclaration => Append(new GlobalPoolOperation(name, attribute, inputs)),
            DropoutDeclaration dropout => Append(new DropoutOperation(name, attribute, inputs, dropout.Probability)),
            NormDeclaration norm => AddActivation(norm.Activation, attribute, name, Append(new BatchNormOperation(name, attribute, inputs))),
            ActivateDeclaration activate => Append(new ActivationOperation(name, attribute, inputs, activate.Activation, IsFused: false)),
            _ => inputs[0],
        };
    }

    /// <summary>Takes a block apart, once for each repetition.</summary>
    private int AddBlocks(BlockDeclaration block, int attribute, string name, int input, bool isRight)
    {
        IReadOnlyList<string> units = LayerNames.Units(block, name);
        if (units[0] != name)
        {
            _layers.Add(new NamedLayer(name, attribute, block));
        }

        int output = input;
        for (int unit = 0; unit < units.Count; unit++)
        {
            _layers.Add(new NamedLayer(units[unit], attribute, block));
            output = isRight ? new BlockLowering(this, operations, attribute, units[unit]).Add(block, output, isFirst: unit == 0) : output;
            SetOutput(units[unit], output);
        }

        return output;
    }

    /// <summary>The operation that is a named layer's output; references were checked.</summary>
    private int Output(string name) => _outputs.TryGetValue(name, out int operation) ? operation : Operation.ModelInput;

    /// <summary>Of two layers of one name, an issue of its own, the first is read.</summary>
    private void SetOutput(string name, int operation)
    {
        if (!_outputs.ContainsKey(name))
        {
            _outputs.Add(name, operation);
        }
    }

    private int AddConvolution(ConvDeclaration layer, int attribute, string name, EquatableArray<int> inputs)
    {
        int padding = Padding(layer.Padding, layer.Kernel, layer.Dilation);
        bool bias = layer.Bias ?? layer.Norm == NormKind.None;

        // With as many groups as channels it is a depthwise convolution by another name, whose channels are independent.
        bool isDepthwise = layer.Groups > 1 && layer.Groups == layer.OutChannels && layer.Groups == operations.Channels(inputs[0]);
        int output = Append(isDepthwise
            ? new DepthwiseConvolutionOperation(name, attribute, inputs, bias, layer.Prunable, layer.Kernel, layer.Stride, padding, layer.Dilation)
            : new ConvolutionOperation(name, attribute, inputs, layer.OutChannels, bias, layer.Prunable, layer.Kernel, layer.Stride, padding, layer.Dilation, layer.Groups));
        return AddNormAndActivation(layer.Norm, layer.Activation, attribute, name, output);
    }

    private int AddDepthwise(DepthwiseConvDeclaration layer, int attribute, string name, EquatableArray<int> inputs)
    {
        int padding = Padding(layer.Padding, layer.Kernel, layer.Dilation);
        bool bias = layer.Bias ?? layer.Norm == NormKind.None;
        int output = Append(new DepthwiseConvolutionOperation(name, attribute, inputs, bias, layer.Prunable, layer.Kernel, layer.Stride, padding, layer.Dilation));
        return AddNormAndActivation(layer.Norm, layer.Activation, attribute, name, output);
    }

    private int AddLinear(LinearDeclaration layer, int attribute, string name, EquatableArray<int> inputs, bool isClassifier)
    {
        int input = inputs[0];
        if (operations.IsSound && !operations.Shape(input).IsFlat)
        {
            input = Append(new FlattenOperation(LayerNames.Flatten(name), attribute, [input]));
        }

        NormKind norm = layer.Norm ?? NormKind.None;
        bool bias = layer.Bias ?? norm == NormKind.None;
        bool prunable = !isClassifier && (layer.Prunable ?? true);
        int output = Append(new LinearOperation(name, attribute, [input], layer.OutFeatures, bias, prunable));
        return isClassifier ? output : AddNormAndActivation(norm, layer.Activation ?? ActivationKind.ReLU, attribute, name, output);
    }

    private int AddNormAndActivation(NormKind norm, ActivationKind activation, int attribute, string name, int input)
    {
        int output = norm == NormKind.Batch ? Append(new BatchNormOperation(LayerNames.Norm(name), attribute, [input])) : input;
        return AddActivation(activation, attribute, name, output);
    }

    private int AddActivation(ActivationKind activation, int attribute, string name, int input) => activation == ActivationKind.None
        ? input
        : Append(new ActivationOperation(LayerNames.Activation(name), attribute, [input], activation, IsFused: true));

    private int Append(Operation operation) => operations.Append(operation);

    private static int Padding(int? stated, int kernel, int dilation) => stated ?? (int)((long)dilation * (kernel - 1) / 2);
}
