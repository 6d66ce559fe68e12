namespace CompactCnn.Runtime.Tests;

public class ChannelRankingTests
{
    [Fact]
    public void TheHighestScoresComeFirst()
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
            double[] sorted = [.. scores];
            int[] order = ChannelRanking.Sort(sorted, new SeededRandom(seed));
            Assert.Equal(Enumerable.Range(0, scores.Length), order.Order());
            Assert.Equal(scores.OrderDescending(), sorted);
            Assert.Equal(sorted, order.Select(arm => scores[arm]));
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
            foreach (int arm in ChannelRanking.Sort([1, 1, 1, 1, 1, 1, 1, 1], random).Take(2))
            {
                chosen[arm]++;
            }
        }

        // A quarter of the draws each; the standard deviation is 27.
        Assert.All(chosen, count => Assert.InRange(count, 1000 - 110, 1000 + 110));
    }
}
