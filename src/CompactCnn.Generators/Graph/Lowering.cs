using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>
/// Declared layers -> primitive operations. Nothing behind it knows what was declared; each operation keeps the index of
/// its attribute.
/// </summary>
/// <param name="operations">Takes the operations and knows the shapes so far.</param>
internal sealed class Lowering(ShapeInference operations)
{
    /// <summary>The operation whose output the next layer reads.</summary>
    private int _previous = Operation.ModelInput;

    /// <summary>Lowers one layer whose arguments were checked.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="index">Its index.</param>
    /// <param name="name">Its name.</param>
    /// <param name="isClassifier">True for the last linear layer.</param>
    public void Add(LayerDeclaration layer, int index, string name, bool isClassifier)
    {
        switch (layer)
        {
            case ConvDeclaration convolution:
                AddConvolution(convolution, index, name);
                break;
            case LinearDeclaration linear:
                AddLinear(linear, index, name, isClassifier);
                break;
            case PoolDeclaration pool:
                Append(new PoolOperation(name, index, [_previous], pool.Pooling, pool.Kernel, pool.Stride ?? pool.Kernel, pool.Padding));
                break;
            case GlobalPoolDeclaration:
                Append(new GlobalPoolOperation(name, index, [_previous]));
                break;
            case DropoutDeclaration dropout:
                Append(new DropoutOperation(name, index, [_previous], dropout.Probability));
                break;
            case NormDeclaration:
                Append(new BatchNormOperation(name, index, [_previous]));
                break;
            case ActivateDeclaration activate:
                Append(new ActivationOperation(name, index, [_previous], activate.Activation, IsFused: false));
                break;
        }
    }

    private void AddConvolution(ConvDeclaration layer, int index, string name)
    {
        int padding = layer.Padding ?? layer.Dilation * (layer.Kernel - 1) / 2;
        bool bias = layer.Bias ?? layer.Norm == NormKind.None;
        Append(new ConvolutionOperation(name, index, [_previous], layer.OutChannels, bias, layer.Prunable, layer.Kernel, layer.Stride, padding, layer.Dilation));
        AddNormAndActivation(layer.Norm, layer.Activation, index, name);
    }

    private void AddLinear(LinearDeclaration layer, int index, string name, bool isClassifier)
    {
        if (!operations.Shape(_previous).IsFlat)
        {
            Append(new FlattenOperation(LayerNames.Flatten(name), index, [_previous]));
        }

        NormKind norm = layer.Norm ?? NormKind.None;
        bool bias = layer.Bias ?? norm == NormKind.None;
        bool prunable = !isClassifier && (layer.Prunable ?? true);
        Append(new LinearOperation(name, index, [_previous], layer.OutFeatures, bias, prunable));
        if (!isClassifier)
        {
            AddNormAndActivation(norm, layer.Activation ?? ActivationKind.ReLU, index, name);
        }
    }

    private void AddNormAndActivation(NormKind norm, ActivationKind activation, int index, string name)
    {
        if (norm == NormKind.Batch)
        {
            Append(new BatchNormOperation(LayerNames.Norm(name), index, [_previous]));
        }

        if (activation != ActivationKind.None)
        {
            Append(new ActivationOperation(LayerNames.Activation(name), index, [_previous], activation, IsFused: true));
        }
    }

    private void Append(Operation operation) => _previous = operations.Append(operation);
}
