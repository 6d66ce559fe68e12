namespace CompactCnn;

/// <summary>
/// The channels in another order: the first ones of all groups, then the second ones, and so on (ShuffleNet, Zhang et al., CVPR 2018).
/// The groups keep as many channels each, at equal places.
/// </summary>
/// <param name="groups">Equal parts of the channels; they divide them.</param>
public sealed class ChannelShuffleAttribute(int groups) : LayerAttribute
{
    /// <summary>Equal parts of the channels.</summary>
    public int Groups { get; } = groups;
}
