using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Takes consecutive channels.</summary>
public sealed class ChannelSlicing : nn.Module<Tensor, Tensor>
{
    /// <summary>Makes the layer.</summary>
    /// <param name="first">Channels before those that it takes.</param>
    /// <param name="count">Channels that it takes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ChannelSlicing(int first, int count)
        : base(TorchLibrary.Before(nameof(ChannelSlicing)))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        First = first;
        Count = count;
    }

    /// <summary>Channels before those that it takes.</summary>
    public int First { get; }

    /// <summary>Channels that it takes.</summary>
    public int Count { get; }

    /// <summary>Takes the channels.</summary>
    /// <param name="input">Feature maps [batch, channels, ...].</param>
    /// <returns>A view of some of its channels.</returns>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.narrow(1, First, Count);
    }
}
