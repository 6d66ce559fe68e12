using System.Collections.Immutable;

namespace CompactCnn;

/// <summary>Channels that are kept or dropped together, counted 0..<see cref="Count"/>-1.</summary>
/// <param name="Name">Name of the first member in source order.</param>
/// <param name="Count">Channels in the full network.</param>
/// <param name="Producers">Layers whose output channels these are, in source order.</param>
/// <param name="Consumers">Layers that mix these channels (convolutions and linear layers), in source order.</param>
/// <param name="Gate">
/// Where the saliency of a channel can be read at a gate: the terms whose sum is the derivative of the loss with respect
/// to a factor of 1 on the channel. Empty where no such shortcut is exact; then <paramref name="General"/> holds.
/// </param>
/// <param name="General">The terms of the general form: the weights of every consumer, along their input axis.</param>
public sealed record ChannelGroup(
    string Name,
    int Count,
    ImmutableArray<string> Producers,
    ImmutableArray<string> Consumers,
    ImmutableArray<SaliencyTerm> Gate,
    ImmutableArray<SaliencyTerm> General)
{
    /// <summary>
    /// How many choices there are: channel c belongs to arm c modulo this number, and an arm's channels are kept or
    /// dropped together. As many as channels unless a grouped convolution reads or makes them: its groups must stay
    /// equally wide, so that an arm has one channel of each. It divides <see cref="Count"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not divide the channels.</exception>
    public int Arms
    {
        get;
        init => field = value >= 1 && Count % value == 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Arms), value, $"the arms of '{Name}' must divide its {Count} channels");
    } = Count;

    /// <summary>Channels of each arm.</summary>
    public int ChannelsPerArm => Count / Arms;

    /// <summary>The sorted channels of arms.</summary>
    /// <param name="arms">Sorted indices of arms.</param>
    internal int[] ChannelsOf(int[] arms)
    {
        int[] channels = new int[arms.Length * ChannelsPerArm];
        for (int i = 0; i < channels.Length; i++)
        {
            channels[i] = arms[i % arms.Length] + (i / arms.Length * Arms);
        }

        return channels;
    }
}

/// <summary>
/// One term of a channel's saliency: the sum of parameter times gradient over everything that belongs to the channel on
/// one axis of a parameter (Molchanov et al., CVPR 2019, arXiv 1906.10771; method facts 1, 2 and 4).
/// </summary>
/// <param name="Parameter">State name of the parameter.</param>
/// <param name="Axis">The axis that follows the channels.</param>
public readonly record struct SaliencyTerm(string Parameter, int Axis);
