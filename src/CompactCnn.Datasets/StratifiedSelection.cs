using TorchSharp;

namespace CompactCnn;

/// <summary>
/// A random selection in which every class has its share: the exact proportion, rounded up or down so that the shares
/// add up to the number asked for.
/// </summary>
internal static class StratifiedSelection
{
    /// <summary>Selects by labels.</summary>
    /// <param name="labels">The label of each image, 0 or more.</param>
    /// <param name="count">How many to select, 0 to the number of labels.</param>
    /// <param name="seed">Decides which ones.</param>
    /// <returns>The positions of the selected and of the remaining images, each in ascending order.</returns>
    public static (long[] Selected, long[] Remaining) Choose(IReadOnlyList<long> labels, int count, long seed)
    {
        long[][] classes = [.. Enumerable.Range(0, labels.Count)
            .GroupBy(position => labels[position], position => (long)position)
            .OrderBy(members => members.Key)
            .Select(members => members.ToArray())];
        int[] shares = Shares([.. classes.Select(members => members.Length)], count);

        using var generator = new torch.Generator(unchecked((ulong)seed));
        bool[] selected = new bool[labels.Count];
        foreach ((long[] members, int share) in classes.Zip(shares))
        {
            using torch.Tensor order = torch.randperm(members.Length, generator: generator);
            foreach (long place in order.data<long>().Take(share))
                selected[members[place]] = true;
        }

        ILookup<bool, long> parts = Enumerable.Range(0, labels.Count).ToLookup(position => selected[position], position => (long)position);
        return ([.. parts[true]], [.. parts[false]]);
    }

    /// <summary>The method of largest remainders: whole shares first, then one more where most was cut off.</summary>
    private static int[] Shares(int[] sizes, int count)
    {
        long total = sizes.Sum(size => (long)size);
        int[] shares = [.. sizes.Select(size => (int)((long)count * size / total))];
        IEnumerable<int> mostCutOff = Enumerable.Range(0, sizes.Length).OrderByDescending(part => (long)count * sizes[part] % total);
        foreach (int part in mostCutOff.Take(count - shares.Sum()))
            shares[part]++;

        return shares;
    }
}
