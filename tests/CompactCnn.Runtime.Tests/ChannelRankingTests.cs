namespace CompactCnn.Runtime.Tests;

public class ChannelRankingTests
{
    /// <summary>The chosen ones are sorted, as many as asked, and none left out has a higher score.</summary>
    [Fact]
    public void TheHighestScoresAreChosen()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            double[] scores = [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => random.Next(6) switch
            {
                0 => double.PositiveInfinity,
                1 => double.NegativeInfinity,
                int level => level,
            })];
            int count = random.Next(1, scores.Length + 1);
            int[] top = ChannelRanking.Top(scores, count, new SeededRandom(seed));
            Assert.Equal(count, top.Distinct().Count());
            Assert.Equal(top.Order(), top);
            double least = top.Min(channel => scores[channel]);
            Assert.All(Enumerable.Range(0, scores.Length).Except(top), channel => Assert.True(scores[channel] <= least, $"seed {seed}"));
        }
    }

    [Fact]
    public void TiesAreBrokenAtRandomAndNotByIndex()
    {
        const int Draws = 4000;
        int[] chosen = new int[8];
        var random = new SeededRandom(11);
        for (int draw = 0; draw < Draws; draw++)
        {
            foreach (int channel in ChannelRanking.Top([1, 1, 1, 1, 1, 1, 1, 1], 2, random))
            {
                chosen[channel]++;
            }
        }

        // A quarter of the draws each; the standard deviation is 27.
        Assert.All(chosen, count => Assert.InRange(count, 1000 - 110, 1000 + 110));
    }
}
