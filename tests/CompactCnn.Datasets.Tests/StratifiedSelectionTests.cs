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

    [Theory]
    [InlineData(9, 1)]
    [InlineData(1_000, 5, 2)]
    [InlineData(1, 1, 1, 1, 2)]
    public void A_class_that_must_keep_an_image_keeps_one(params int[] sizes)
    {
        long[] labels = [.. sizes.SelectMany((size, label) => Enumerable.Repeat((long)label, size))];
        for (int count = 0; count <= labels.Length; count++)
        {
            long[] held = StratifiedSelection.Choose(labels, count, seed: 1, Leave.OneOfEach).Remaining;
            Assert.Equal(labels.Length - count, held.Length);
            if (held.Length >= sizes.Length)
                Assert.Equal(sizes.Length, held.Select(position => labels[position]).Distinct().Count());

            long[] kept = StratifiedSelection.Choose(labels, count, seed: 1, Leave.AllButOneOfEach).Selected;
            Assert.Equal(count, kept.Length);
            if (count >= sizes.Length)
                Assert.Equal(sizes.Length, kept.Select(position => labels[position]).Distinct().Count());
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
