namespace CompactCnn;

/// <summary>
/// A unit of ShuffleNetV2 (Ma et al., ECCV 2018): half of the channels goes on, half is convolved, and both are shuffled. Where the
/// shape changes, both halves are convolved from all channels. Its members are called <c>Block1Conv1</c>, <c>Block1Depthwise</c>,
/// <c>Block1Conv2</c>; its output channels are never dropped, those inside may be.
/// </summary>
/// <param name="outChannels">Output channels, an even number.</param>
public sealed class ShuffleUnitAttribute(int outChannels) : LayerAttribute
{
    /// <summary>Output channels.</summary>
    public int OutChannels { get; } = outChannels;

    /// <summary>Stride of the depthwise convolutions, in the first of several units. Default 1.</summary>
    public int Stride { get; set; } = 1;

    /// <inheritdoc cref="BasicBlockAttribute.Repeat"/>
    public int Repeat { get; set; } = 1;
}
