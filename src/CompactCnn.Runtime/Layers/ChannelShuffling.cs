using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Puts channels into another order, so that parts which were made apart are mixed (Zhang et al., CVPR 2018): the first ones of all
/// groups, then the second ones, and so on.
/// </summary>
public sealed class ChannelShuffling : nn.Module<Tensor, Tensor>
{
    /// <summary>Makes the layer.</summary>
    /// <param name="groups">Equal parts of the channels whose members take turns.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no groups.</exception>
    public ChannelShuffling(int groups)
        : base(TorchLibrary.Before(nameof(ChannelShuffling)))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        Groups = groups;
    }

    /// <summary>Equal parts of the channels whose members take turns.</summary>
    public int Groups { get; }

    /// <summary>Shuffles.</summary>
    /// <param name="input">Feature maps [batch, channels, height, width]; the groups divide the channels.</param>
    /// <returns>The same shape.</returns>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Apply(input, Groups);
    }

    internal static Tensor Apply(Tensor input, int groups)
    {
        using var scope = NewDisposeScope();
        long[] shape = input.shape;
        Tensor parts = input.reshape(shape[0], groups, shape[1] / groups, shape[2], shape[3]);
        return parts.transpose(1, 2).reshape(shape).MoveToOuterDisposeScope();
    }
}
