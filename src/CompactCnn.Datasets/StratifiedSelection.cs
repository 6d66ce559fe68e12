using TorchSharp;

namespace CompactCnn;

/// <summary>What a selection must leave, or take, of each class.</summary>
internal enum Leave
{
    /// <summary>Its share, which may be nothing or all.</summary>
    Anything,

    /// <summary>One image of each class at least remains.</summary>
    OneOfEach,

    /// <summary>One image of each class at least is selected.</summary>
    AllButOneOfEach,
}

/// <summary>
/// A random selection in which every class has its share: the exact proportion, rounded up or down so that the shares
/// add up to the number asked for, and no class is left without an image where each must have one.
/// </summary>
internal static class StratifiedSelection
{
    /// <summary>Selects by labels.</summary>
    /// <param name="labels">The label of each image, 0 or more.</param>
    /// <param name="count">How many to select, 0 to the number of labels.</param>
    /// <param name="seed">Decides which ones.</param>
    /// <param name="leave">What becomes of classes whose share is nothing, or everything.</param>
    /// <returns>The positions of the selected and of the remaining images, each in ascending order.</returns>
    public static (long[] Selected, long[] Remaining) Choose(IReadOnlyList<long> labels, int count, long seed, Leave leave = Leave.Anything)
    {
        long[][] classes = [.. Enumerable.Range(0, labels.Count)
            .GroupBy(position => labels[position], position => (long)position)
            .OrderBy(members => members.Key)
            .Select(members => members.ToArray())];
        int[] shares = Shares([.. classes.Select(members => members.Length)], count, leave);

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

    /// <summary>
    /// The method of largest remainders: whole shares first, then one more where most was cut off; within what each class
    /// may have, where the number asked for allows it.
    /// </summary>
    private static int[] Shares(int[] sizes, int count, Leave leave)
    {
        long total = sizes.Sum(size => (long)size);
        int[] least = [.. sizes.Select(_ => leave == Leave.AllButOneOfEach && count >= sizes.Length ? 1 : 0)];
        int[] most = [.. sizes.Select(size => leave == Leave.OneOfEach && count <= total - sizes.Length ? size - 1 : size)];
        int[] shares = [.. sizes.Select((size, part) => Math.Clamp((int)((long)count * size / total), least[part], most[part]))];
        for (int missing = count - shares.Sum(); missing != 0; missing -= Math.Sign(missing))
        {
            int step = Math.Sign(missing);
            int chosen = Enumerable.Range(0, sizes.Length)
                .Where(part => step > 0 ? shares[part] < most[part] : shares[part] > least[part])
                .MaxBy(part => step * ((long)count * sizes[part] - shares[part] * total));
            shares[chosen] += step;
        }

        return shares;
    }
}
