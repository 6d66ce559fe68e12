namespace CompactCnn.Datasets.Tests;

public sealed class StratifiedSelectionTests
{
    [Fact]
    public void Every_class_has_its_proportion_rounded_up_or_down_and_nothing_is_lost()
    {
        var random = new Random(1);
        for (int example = 0; example < 200; example++)
        {
            long[] labels = [.. Enumerable.Range(0, random.Next(1, 300)).Select(_ => (long)Math.Min(random.Next(8), random.Next(8)))];
            int count = random.Next(labels.Length + 1);

            (long[] selected, long[] remaining) = StratifiedSelection.Choose(labels, count, seed: example);

            Assert.Equal(count, selected.Length);
            Assert.Equal(selected.Order(), selected);
            Assert.Equal(remaining.Order(), remaining);
            Assert.Equal(Enumerable.Range(0, labels.Length).Select(position => (long)position), selected.Concat(remaining).Order());
            foreach (IGrouping<long, long> members in labels.GroupBy(label => label))
            {
                double share = (double)count * members.Count() / labels.Length;
                int chosen = selected.Count(position => labels[position] == members.Key);
                Assert.InRange(chosen, (int)Math.Floor(share), (int)Math.Ceiling(share));
            }
        }
    }

    [Fact]
    public void A_seed_decides_and_the_process_wide_generator_does_not()
    {
        long[] labels = [.. Enumerable.Range(0, 200).Select(image => image % 3L)];
        long[] first = StratifiedSelection.Choose(labels, 50, seed: -5).Selected;
        TorchSharp.torch.manual_seed(99);
        Assert.Equal(first, StratifiedSelection.Choose(labels, 50, seed: -5).Selected);
        Assert.NotEqual(first, StratifiedSelection.Choose(labels, 50, seed: -6).Selected);
    }
}
