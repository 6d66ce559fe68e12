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
    private readonly LayerScope _model = new(Operation.ModelInput, unit: null);

    /// <summary>The layers with their names; of a block, its members.</summary>
    public IReadOnlyList<NamedLayer> Layers => _layers;

    /// <summary>Lowers one layer whose references were checked.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="attribute">Its index.</param>
    /// <param name="name">Its name.</param>
    /// <param name="role">What it is to the model.</param>
    /// <param name="isRight">False where its arguments are wrong; then it is named, but a block is not taken apart.</param>
    public void Add(LayerDeclaration layer, int attribute, string name, LayerRole role, bool isRight) =>
        Add(_model, layer, attribute, name, role, isRight);

    /// <summary>Lowers one primitive layer.</summary>
    /// <returns>The operation that is its output.</returns>
    public int AddMember(NamedLayer layer, EquatableArray<int> inputs, LayerRole role = default)
    {
        _layers.Add(layer);
        (string name, int attribute) = (layer.Name, layer.Attribute);
        return layer.Declaration switch
        {
            ConvDeclaration convolution => AddConvolution(role.IsClassifier ? convolution with { Prunable = false } : convolution, attribute, name, inputs),
            DepthwiseConvDeclaration convolution => AddDepthwise(convolution, attribute, name, inputs),
            LinearDeclaration linear => AddLinear(linear, attribute, name, inputs, role.IsClassifier),
            AddDeclaration add => AddActivation(add.Activation, attribute, name, Append(new AddOperation(name, attribute, inputs, add.Coupling))),
            MultiplyDeclaration => AddProduct(attribute, name, inputs[0], inputs[1]),
            ConcatDeclaration => Append(new ConcatOperation(name, attribute, inputs)),
            SliceDeclaration slice => Append(new SliceOperation(name, attribute, inputs, slice.Part, slice.Parts)),
            ChannelShuffleDeclaration shuffle => Append(new ChannelShuffleOperation(name, attribute, inputs, shuffle.Groups)),
            PoolDeclaration pool => Append(new PoolOperation(name, attribute, inputs, pool.Pooling, pool.Kernel, pool.Stride.Or(pool.Kernel), pool.Padding, pool.Ceil)),
            AdaptivePoolDeclaration pool => Append(new AdaptivePoolOperation(name, attribute, inputs, pool.Output)),
            GlobalPoolDeclaration => AddGlobalPool(attribute, name, inputs, role.IsLast),
            DropoutDeclaration dropout => Append(new DropoutOperation(name, attribute, inputs, dropout.Probability, dropout.Of)),
            PReLUDeclaration slopes => Append(new PReLUOperation(name, attribute, inputs, slopes.Initial)),
            LayerScaleDeclaration scales => Append(new LayerScaleOperation(name, attribute, inputs, scales.Initial)),
            NormDeclaration norm => AddActivation(norm.Activation, attribute, name, Append(new BatchNormOperation(name, attribute, inputs))),
            ActivateDeclaration activate => Append(new ActivationOperation(name, attribute, inputs, activate.Activation, IsFused: false)),
            _ => inputs[0],
        };
    }

    /// <summary>Lowers a layer of the model, or of a block of the user's own.</summary>
    /// <param name="scope">The names that it can refer to.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="attribute">Index of the model's attribute.</param>
    /// <param name="name">Its name in the scope.</param>
    /// <param name="role">What it is to the model.</param>
    /// <param name="isRight">False where its arguments are wrong.</param>
    private void Add(LayerScope scope, LayerDeclaration layer, int attribute, string name, LayerRole role, bool isRight)
    {
        int input = layer.From is null ? scope.Previous : scope.Output(layer.From);
        if (layer is BlockDeclaration block)
        {
            scope.Previous = AddBlocks(scope, block, attribute, name, input, isRight);
        }
        else
        {
            int[] others = layer is JoiningDeclaration joining ? [.. joining.Others.Select(scope.Output)] : [];
            scope.Previous = AddMember(new NamedLayer(scope.FullName(name), attribute, layer, scope.Unit), [input, .. others], role);
        }

        scope.SetOutput(name, scope.Previous);
    }

    /// <summary>Takes a block apart, once for each repetition.</summary>
    private int AddBlocks(LayerScope scope, BlockDeclaration block, int attribute, string name, int input, bool isRight)
    {
        IReadOnlyList<string> units = LayerNames.Units(block, name);
        if (units[0] != name)
        {
            _layers.Add(new NamedLayer(scope.FullName(name), attribute, block, scope.Unit));
        }

        int output = input;
        for (int i = 0; i < units.Count; i++)
        {
            var unit = new BlockUnit(scope.FullName(units[i]), block.Title, i + 1, units.Count, scope.Unit);
            _layers.Add(new NamedLayer(unit.Name, attribute, block, scope.Unit));
            output = block switch
            {
                _ when !isRight => output,
                OwnBlockDeclaration own => AddOwnBlock(own, attribute, unit, output),
                _ => new BlockLowering(this, operations, attribute, unit).Add(block, output),
            };
            scope.SetOutput(units[i], output);
        }

        return output;
    }

    /// <summary>Lowers the members of a block, which refer to each other and to what the block reads.</summary>
    private int AddOwnBlock(OwnBlockDeclaration block, int attribute, BlockUnit unit, int input)
    {
        var scope = new LayerScope(input, unit);
        scope.SetOutput(ReservedNames.Input, input);
        EquatableArray<string> names = LayerNames.Of(block.Members);
        for (int i = 0; i < names.Count; i++)
        {
            Add(scope, block.Members[i], attribute, names[i], role: default, isRight: true);
        }

        return scope.Previous;
    }

    private int AddConvolution(ConvDeclaration layer, int attribute, string name, EquatableArray<int> inputs)
    {
        Sides padding = Padding(layer.Padding, layer.Kernel, layer.Dilation);
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
        Sides padding = Padding(layer.Padding, layer.Kernel, layer.Dilation);
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

    /// <summary>Whichever has one number for each channel is the factor; of equal shapes it is the named one.</summary>
    private int AddProduct(int attribute, string name, int previous, int named)
    {
        bool isFactor = operations.IsSound && operations.Shape(previous).Positions == 1 && operations.Shape(named).Positions > 1;
        return Append(new MultiplyOperation(name, attribute, isFactor ? [named, previous] : [previous, named]));
    }

    /// <summary>As the model's output it is flattened: logits have neither height nor width.</summary>
    private int AddGlobalPool(int attribute, string name, EquatableArray<int> inputs, bool isLast)
    {
        int output = Append(new GlobalPoolOperation(name, attribute, inputs));
        return isLast ? Append(new FlattenOperation(LayerNames.Flatten(name), attribute, [output])) : output;
    }

    private int AddNormAndActivation(NormKind norm, ActivationKind activation, int attribute, string name, int input)
    {
        int output = norm == NormKind.Batch ? Append(new BatchNormOperation(LayerNames.Norm(name), attribute, [input])) : input;
        return AddActivation(activation, attribute, name, output);
    }

    private int AddActivation(ActivationKind activation, int attribute, string name, int input) => activation == ActivationKind.None
        ? input
        : Append(new ActivationOperation(LayerNames.Activation(name), attribute, [input], activation, IsFused: true));

    /// <summary>Appends an operation of the layer that was named last.</summary>
    private int Append(Operation operation) => operations.Append(operation, _layers[_layers.Count - 1]);

    private static Sides Padding(OptionalSides stated, Sides kernel, Sides dilation) =>
        stated.Or(new Sides(Same(kernel.Height, dilation.Height), Same(kernel.Width, dilation.Width)));

    /// <summary>The padding that keeps a side as long as it is.</summary>
    private static int Same(int kernel, int dilation) => (int)((long)dilation * (kernel - 1) / 2);
}
