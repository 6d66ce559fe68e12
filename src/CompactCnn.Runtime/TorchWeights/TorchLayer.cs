using System.Collections.Immutable;

namespace CompactCnn;

/// <summary>A layer that has weights: its name, and its tensors, which PyTorch calls by the same last words.</summary>
/// <param name="Name">The layer's state name, as <c>block1_conv1</c>.</param>
/// <param name="Tensors">Its parameters and running statistics.</param>
internal sealed record TorchLayer(string Name, ImmutableArray<TorchTensor> Tensors)
{
    /// <summary>The count of batches, which files of old versions of PyTorch lack and which no answer depends on.</summary>
    public const string Counter = "num_batches_tracked";

    private const string Mean = "running_mean";

    /// <summary>True for norms and what else has a number for each channel; false for convolutions and linear layers.</summary>
    public bool IsByChannel { get; } = Tensors[0].Shape.Length == 1;

    /// <summary>Whether it counts batches.</summary>
    public bool HasCounter { get; } = Tensors.Any(tensor => tensor.Suffix == Mean);

    /// <summary>The layers of a network with all channels, in declared order.</summary>
    public static ImmutableArray<TorchLayer> Of(ModelGraph graph) =>
    [
        .. graph.Tensors
            .Select(tensor => (Parts: Split(tensor.Name), Shape: tensor.Shape(graph.FullWidths)))
            .GroupBy(tensor => tensor.Parts.Layer, StringComparer.Ordinal)
            .Select(layer => new TorchLayer(layer.Key, [.. layer.Select(tensor => new TorchTensor(tensor.Parts.Suffix, tensor.Shape))])),
    ];

    /// <summary>The name of a tensor as the name of its layer and a last word; the layer of a name without a dot is the network.</summary>
    public static (string Layer, string Suffix) Split(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot < 0 ? ("", name) : (name[..dot], name[(dot + 1)..]);
    }
}

/// <summary>A tensor of a layer.</summary>
/// <param name="Suffix">Its last word, as <c>weight</c>.</param>
/// <param name="Shape">Its shape, with all channels.</param>
internal sealed record TorchTensor(string Suffix, long[] Shape)
{
    /// <summary>
    /// Whether values of another shape are the same: a linear layer may be a convolution that sees the whole of its input,
    /// and its weights the other's, laid out flat.
    /// </summary>
    public static bool IsSame(ReadOnlySpan<long> shape, ReadOnlySpan<long> other) =>
        shape.SequenceEqual(other) || ((shape.Length == 2) != (other.Length == 2) && shape.Length >= 2 && other.Length >= 2 && shape[0] == other[0] && Product(shape[1..]) == Product(other[1..]));

    private static long Product(ReadOnlySpan<long> sizes)
    {
        long product = 1;
        foreach (long size in sizes)
        {
            product *= size;
        }

        return product;
    }
}
