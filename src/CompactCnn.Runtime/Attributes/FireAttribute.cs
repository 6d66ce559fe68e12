namespace CompactCnn;

/// <summary>
/// A fire module of SqueezeNet (Iandola et al., 2016): a 1x1 convolution to few channels, and a 1x1 and a 3x3 one of them
/// side by side, each making half of the output. Its members are called <c>Block1Squeeze</c>, <c>Block1Expand1x1</c>,
/// <c>Block1Expand3x3</c>.
/// </summary>
/// <param name="outChannels">Output channels, an even number.</param>
/// <param name="squeeze">Channels between.</param>
public sealed class FireAttribute(int outChannels, int squeeze) : LayerAttribute
{
    /// <summary>Output channels.</summary>
    public int OutChannels { get; } = outChannels;

    /// <summary>Channels between.</summary>
    public int Squeeze { get; } = squeeze;

    /// <summary>The norm behind each convolution. Default <see cref="CompactCnn.Norm.None"/>, as published.</summary>
    public Norm Norm { get; set; }

    /// <inheritdoc cref="BasicBlockAttribute.Repeat"/>
    public int Repeat { get; set; } = 1;
}
