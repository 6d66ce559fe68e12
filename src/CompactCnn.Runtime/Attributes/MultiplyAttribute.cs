namespace CompactCnn;

/// <summary>
/// Multiplies the output of the layer before by that of a named one, element by element; one of the two may be one number for each
/// channel, <c>C x 1 x 1</c>, as behind a <see cref="GlobalPoolAttribute"/>. Their channels are tied from then on: each is
/// kept or dropped in both. No warning says so: what multiplies a channel means nothing without it.
/// </summary>
/// <param name="gate">Name of the layer, declared before, whose output multiplies.</param>
public sealed class MultiplyAttribute(string gate) : LayerAttribute
{
    /// <summary>Name of the layer whose output multiplies.</summary>
    public string Gate { get; } = gate;
}
