namespace CompactCnn.Runtime.Tests;

/// <summary>Gates without a model.</summary>
internal static class Gates
{
    public static ChannelGate[] Of(params int[] counts) =>
        [.. counts.Select((count, index) => new ChannelGate(new ChannelGroup($"Conv{index + 1}", count, [], [], [], []), index))];

    /// <summary>A gate whose channels have been played so often, with these mean rewards.</summary>
    public static ChannelGate Played(long[] plays, double[] means)
    {
        ChannelGate gate = Of(plays.Length)[0];
        for (int channel = 0; channel < plays.Length; channel++)
        {
            gate.Activate([channel]);
            for (long play = 0; play < plays[channel]; play++)
            {
                gate.Observe([means[channel]]);
            }
        }

        return gate;
    }

    /// <summary>For each group the rewards of its active channels.</summary>
    public static double[][] Rewards(ChannelGate[] gates, Func<int, double> reward) =>
        [.. gates.Select(gate => gate.Active.ToArray().Select(reward).ToArray())];
}
