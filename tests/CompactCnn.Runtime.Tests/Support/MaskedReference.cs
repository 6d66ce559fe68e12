using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Where a masked network multiplies by the mask.</summary>
internal enum MaskPlace
{
    /// <summary>At the input of every operation that mixes channels: this removes a channel.</summary>
    Consumers,

    /// <summary>At the input of every norm: this does not, because the norm of a constant is beta.</summary>
    Norms,
}

/// <summary>
/// The network of all channels, interpreted from its graph with full parameters, in which a channel is removed by a
/// mask of 0 and 1 instead of by slicing. The sliced network must equal it.
/// </summary>
internal sealed class MaskedReference : IDisposable
{
    private readonly ModelGraph _graph;
    private readonly Tensor[] _masks;
    private readonly MaskPlace _place;
    private readonly Dictionary<string, Tensor> _tensors;

    /// <summary>Copies the parameters and statistics of a model.</summary>
    public MaskedReference(Network model, IEnumerable<Tensor> masks, MaskPlace place = MaskPlace.Consumers)
    {
        _graph = model.Structure;
        _masks = [.. masks];
        _place = place;
        _tensors = NetworkTensors.ByName(model).ToDictionary(entry => entry.Key, entry => entry.Value.detach().clone(), StringComparer.Ordinal);
        foreach (TensorLayout parameter in _graph.Tensors.Where(layout => !layout.IsBuffer))
        {
            _tensors[parameter.Name].requires_grad = true;
        }
    }

    /// <summary>Its parameters and statistics by state name.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <summary>Masks of 0 and 1.</summary>
    public static Tensor[] Masks(ModelGraph graph, int[][] keep, ScalarType type = ScalarType.Float64) =>
        [.. graph.Groups.Select((group, g) => tensor(Enumerable.Range(0, group.Count).Select(channel => keep[g].Contains(channel) ? 1.0 : 0.0).ToArray()).to(type))];

    public Tensor Forward(Tensor images, bool training)
    {
        var outputs = new Tensor[_graph.Operations.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            Operation operation = _graph.Operations[i];
            bool masked = operation switch
            {
                ConvolutionOperation or LinearOperation => _place == MaskPlace.Consumers,
                BatchNormOperation => _place == MaskPlace.Norms,
                _ => false,
            };
            Tensor[] inputs = [.. operation.Inputs.Select(input => Read(input, masked))];
            outputs[i] = ReferenceOperations.Execute(operation, inputs, _tensors, _graph.FullWidths, training);
        }

        return outputs[^1];

        Tensor Read(int index, bool masked)
        {
            if (index == Operation.ModelInput)
            {
                return images;
            }

            Tensor output = outputs[index];
            if (!masked)
            {
                return output;
            }

            Tensor mask = Mask(index);
            return output * (output.dim() == 4 ? mask.view(mask.size(0), -1, 1, 1) : mask);
        }
    }

    public void Dispose()
    {
        foreach (Tensor tensor in _tensors.Values)
        {
            tensor.Dispose();
        }
    }

    /// <summary>The mask of an operation's output, carried there from where the channels are made: it knows nothing of parts and arms.</summary>
    private Tensor Mask(int index)
    {
        if (index == Operation.ModelInput)
        {
            return ones([1, _graph.Input.Channels], ScalarType.Float64);
        }

        Operation operation = _graph.Operations[index];
        int from = operation.Inputs[0];
        return operation switch
        {
            ConvolutionOperation or LinearOperation => Made(operation.Output),
            ConcatOperation => cat([.. Spread([.. operation.Inputs.Select(Mask)])], dim: 1),
            FlattenOperation => Mask(from).repeat_interleave(Positions(from), dim: 1),
            SliceOperation slice => Mask(from).narrow(1, slice.Skipped.FullWidth, slice.Output.FullWidth),
            ChannelShuffleOperation shuffle => Mask(from).index_select(1, ReferenceOperations.Turns(shuffle.Output.FullWidth, shuffle.Groups)),
            _ => Mask(from),
        };
    }

    private long Positions(int index) => index == Operation.ModelInput
        ? _graph.Input.Height * _graph.Input.Width
        : _graph.Operations[index].Height * _graph.Operations[index].Width;

    /// <summary>The mask of what one layer makes, with rows: one for all images, or one for each.</summary>
    private Tensor Made(ChannelLayout layout)
    {
        ChannelSegment segment = layout.Segments.Single();
        return segment.Group == ChannelSegment.Fixed ? ones([1, segment.Count], ScalarType.Float64) : _masks[segment.Group].view(-1, segment.Count);
    }

    private static IEnumerable<Tensor> Spread(Tensor[] masks)
    {
        long rows = masks.Max(mask => mask.size(0));
        return masks.Select(mask => mask.expand(rows, -1));
    }
}
