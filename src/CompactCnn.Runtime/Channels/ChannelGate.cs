namespace CompactCnn;

/// <summary>
/// The run-time side of a channel group: which of its channels are active now, and what was observed of them. What is
/// chosen and observed are its arms; an arm is one channel, unless a grouped convolution ties several.
/// </summary>
public sealed class ChannelGate
{
    private readonly long[] _plays;
    private readonly double[] _means;
    private int[] _arms = [];
    private int[] _channels = [];

    internal ChannelGate(ChannelGroup group, int index)
    {
        Group = group;
        Index = index;
        _plays = new long[group.Arms];
        _means = new double[group.Arms];
        Reset();
    }

    /// <summary>The channel group.</summary>
    public ChannelGroup Group { get; }

    /// <summary>The group's index in <see cref="ModelGraph.Groups"/>.</summary>
    public int Index { get; }

    /// <summary>Sorted indices of the active channels.</summary>
    public ReadOnlySpan<int> Active => _channels;

    /// <summary>Sorted indices of the active arms.</summary>
    public ReadOnlySpan<int> ActiveArms => _arms;

    /// <summary>How many steps each arm was active in (T of the method's Algorithm 1).</summary>
    public ReadOnlySpan<long> Plays => _plays;

    /// <summary>Mean of each arm's observed rewards, its normalised saliencies (mu of Algorithm 1); 0 before the first.</summary>
    public ReadOnlySpan<double> MeanSaliency => _means;

    internal int[] ActiveArray => _channels;

    /// <summary>Sets the active arms; the array is the gate's from then on.</summary>
    internal void Activate(int[] arms)
    {
        _arms = arms;
        _channels = Group.Arms == Group.Count ? arms : Group.ChannelsOf(arms);
    }

    /// <summary>Counts one play of every active arm and learns its reward.</summary>
    /// <param name="rewards">One for each active arm, in their order.</param>
    internal void Observe(ReadOnlySpan<double> rewards)
    {
        for (int i = 0; i < _arms.Length; i++)
        {
            int arm = _arms[i];
            _plays[arm]++;
            _means[arm] += (rewards[i] - _means[arm]) / _plays[arm];
        }
    }

    /// <inheritdoc cref="IStateful.Transfer"/>
    internal void Transfer(RunState state)
    {
        state.Transfer("plays", _plays);
        state.Transfer("means", _means);
        int[] arms = _arms;
        state.TransferIndices("arms", ref arms, Group.Arms);
        Activate(arms);
    }

    /// <summary>Forgets everything and activates all arms.</summary>
    internal void Reset()
    {
        Array.Clear(_plays);
        Array.Clear(_means);
        Activate([.. Enumerable.Range(0, Group.Arms)]);
    }
}
