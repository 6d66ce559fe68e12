namespace CompactCnn.Runtime.Tests;

/// <summary>Gates without a model.</summary>
internal static class Gates
{
    public static ChannelGate[] Of(params int[] counts) =>
        [.. counts.Select((count, index) => new ChannelGate(Group(count) with { Name = $"Conv{index + 1}" }, index))];

    /// <summary>The choice of a run over gates whose layers cost nothing.</summary>
    public static ChannelSelection Selection(ChannelGate[] gates, TrainingOptions options, long totalSteps, long seed) =>
        new(new ModelGraph("Gates", new FeatureShape(1, 1, 1), [.. gates.Select(gate => gate.Group)], []), gates, options, totalSteps, seed, new MemoryTerms(OptimizerBuffers: 1));

    /// <summary>A group without layers; without a number of arms, each channel is one.</summary>
    public static ChannelGroup Group(int count, int? arms = null) => new("Conv1", count, [], [], [], []) { Arms = arms ?? count };

    /// <summary>A gate whose arms have been played so often, with these mean rewards.</summary>
    public static ChannelGate Played(long[] plays, double[] means)
    {
        ChannelGate gate = Of(plays.Length)[0];
        for (int arm = 0; arm < plays.Length; arm++)
        {
            gate.Activate([arm]);
            for (long play = 0; play < plays[arm]; play++)
            {
                gate.Observe([means[arm]]);
            }
        }

        return gate;
    }

    /// <summary>For each group the rewards of its active arms.</summary>
    public static double[][] Rewards(ChannelGate[] gates, Func<int, double> reward) =>
        [.. gates.Select(gate => gate.ActiveArms.ToArray().Select(reward).ToArray())];
}
