namespace CompactCnn;

/// <summary>What one layer costs, for one image.</summary>
/// <param name="Name">Name of the layer.</param>
/// <param name="Kind">What it is, as <c>Conv2d 3x3</c>.</param>
/// <param name="Output">Shape of its output.</param>
/// <param name="Parameters">Weights, biases, norm scales and shifts; running statistics don't count.</param>
/// <param name="Macs">Multiply-accumulates, by the table's convention.</param>
public sealed record LayerCost(string Name, string Kind, FeatureShape Output, long Parameters, long Macs)
{
    /// <summary>
    /// Whether nothing that is trained lies between the image and the layer, so that a training step needs no gradient of
    /// what it reads.
    /// </summary>
    public bool ReadsImage { get; init; }
}
