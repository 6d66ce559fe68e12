namespace CompactCnn.Runtime.Tests;

/// <summary>A generated keep-list and the seed that makes it again.</summary>
internal sealed record KeepCase(string Model, long Seed, int[][] Keep)
{
    public override string ToString() => $"{Model}, seed {Seed}, keep {string.Join(" | ", Keep.Select(group => string.Join(",", group)))}";
}

/// <summary>Keep-lists at random: everything, one arm of each group, and all sorts between.</summary>
internal static class RandomKeep
{
    public const int CasesOfAModel = 20;

    /// <summary>The cases that a contract is tested on.</summary>
    public static IEnumerable<KeepCase> Cases(ModelCase model, int count = CasesOfAModel, long firstSeed = 0) =>
        Enumerable.Range(0, count).Select(i => new KeepCase(model.Name, firstSeed + i, Of(model.Graph, firstSeed + i)));

    public static int[][] Of(ModelGraph graph, long seed)
    {
        var random = new Random((int)(0x5EED + seed));
        return [.. graph.Groups.Select(group => group.ChannelsOf(Arms(group.Arms, seed, random)))];
    }

    private static int[] Arms(int count, long seed, Random random)
    {
        int kept = seed switch
        {
            0 => count,
            1 => 1,
            _ => random.Next(1, count + 1),
        };
        int[] arms = [.. Enumerable.Range(0, count)];
        random.Shuffle(arms);
        return [.. arms.Take(kept).Order()];
    }
}
