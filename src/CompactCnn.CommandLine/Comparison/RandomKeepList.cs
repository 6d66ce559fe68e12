namespace CompactCnn.CommandLine;

/// <summary>Channels at random.</summary>
internal static class RandomKeepList
{
    /// <summary>Random channels of every group.</summary>
    /// <param name="graph">The model's graph.</param>
    /// <param name="widths">How many of each group.</param>
    /// <param name="seed">Decides which.</param>
    public static int[][] Of(ModelGraph graph, IReadOnlyList<int> widths, long seed)
    {
        var random = new Random((int)(seed ^ (seed >> 32)));
        return [.. graph.Groups.Zip(widths, (group, width) => Choose(group, width, random))];
    }

    /// <summary>Arms are kept or dropped whole: channel c belongs to arm c % Arms.</summary>
    private static int[] Choose(ChannelGroup group, int width, Random random)
    {
        int[] arms = [.. Enumerable.Range(0, group.Arms)];
        random.Shuffle(arms);
        HashSet<int> kept = [.. arms.Take(width * group.Arms / group.Count)];
        return [.. Enumerable.Range(0, group.Count).Where(channel => kept.Contains(channel % group.Arms))];
    }
}
