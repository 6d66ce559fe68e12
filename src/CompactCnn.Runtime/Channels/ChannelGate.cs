namespace CompactCnn;

/// <summary>
/// The run-time side of a channel group: which of its channels are active now, and what was observed of them.
/// </summary>
public sealed class ChannelGate
{
    private readonly long[] _plays;
    private readonly double[] _means;
    private int[] _active;

    internal ChannelGate(ChannelGroup group, int index)
    {
        Group = group;
        Index = index;
        _plays = new long[group.Count];
        _means = new double[group.Count];
        _active = [.. Enumerable.Range(0, group.Count)];
    }

    /// <summary>The channel group.</summary>
    public ChannelGroup Group { get; }

    /// <summary>The group's index in <see cref="ModelGraph.Groups"/>.</summary>
    public int Index { get; }

    /// <summary>Sorted indices of the active channels.</summary>
    public ReadOnlySpan<int> Active => _active;

    /// <summary>How many steps each channel was active in (T of the method's Algorithm 1).</summary>
    public ReadOnlySpan<long> Plays => _plays;

    /// <summary>Mean of each channel's observed rewards, its normalised saliencies (mu of Algorithm 1); 0 before the first.</summary>
    public ReadOnlySpan<double> MeanSaliency => _means;

    internal int[] ActiveArray => _active;

    /// <summary>Sets the active channels; the array is the gate's from then on.</summary>
    internal void Activate(int[] channels) => _active = channels;

    /// <summary>Counts one play of every active channel and learns its reward.</summary>
    /// <param name="rewards">One for each active channel, in their order.</param>
    internal void Observe(ReadOnlySpan<double> rewards)
    {
        for (int i = 0; i < _active.Length; i++)
        {
            int channel = _active[i];
            _plays[channel]++;
            _means[channel] += (rewards[i] - _means[channel]) / _plays[channel];
        }
    }

    /// <summary>Forgets everything and activates all channels.</summary>
    internal void Reset()
    {
        Array.Clear(_plays);
        Array.Clear(_means);
        _active = [.. Enumerable.Range(0, Group.Count)];
    }
}
