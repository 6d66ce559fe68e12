namespace CompactCnn.Runtime.Tests;

/// <summary>What saliencies become before a bandit learns them: properties over generated ones.</summary>
public class SaliencyNormalizationTests
{
    private const int Cases = 200;

    public static TheoryData<SaliencyNormalization> Kinds => [.. Enum.GetValues<SaliencyNormalization>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AllZerosStayZeros(SaliencyNormalization kind)
    {
        foreach (int length in new[] { 1, 2, 7 })
        {
            double[] values = new double[length];
            new RewardScale(kind).Normalize(values);
            Assert.All(values, value => Assert.Equal(0, value));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheOrderIsKept(SaliencyNormalization kind)
    {
        foreach (double[] values in Generated())
        {
            double[] rewards = Normalized(kind, values);
            Assert.All(rewards, reward => Assert.True(double.IsFinite(reward) && reward >= 0));
            for (int i = 0; i < values.Length; i++)
            {
                for (int j = 0; j < values.Length; j++)
                {
                    Assert.Equal(values[i].CompareTo(values[j]), rewards[i].CompareTo(rewards[j]));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheScaleOfTheLossDoesNotMatterExceptWithout(SaliencyNormalization kind)
    {
        foreach (double[] values in Generated())
        {
            double[] rewards = Normalized(kind, values);
            double[] scaled = Normalized(kind, [.. values.Select(value => value * 1e-6)]);
            double factor = kind == SaliencyNormalization.None ? 1e-6 : 1;
            Assert.All(rewards.Zip(scaled), pair => Assert.Equal(pair.First * factor, pair.Second, 1e-9));
        }
    }

    [Theory]
    [InlineData(SaliencyNormalization.Max)]
    [InlineData(SaliencyNormalization.RunningMax)]
    [InlineData(SaliencyNormalization.Rank)]
    public void TheLargestBecomesOne(SaliencyNormalization kind)
    {
        // A tie for the first rank shares a mean that is lower.
        foreach (double[] values in Generated().Where(values => values.Count(value => value == values.Max()) == 1))
        {
            double[] rewards = Normalized(kind, values);
            Assert.Equal(1, rewards.Max(), 1e-12);
            Assert.All(rewards, reward => Assert.InRange(reward, 0, 1));
        }
    }

    [Fact]
    public void MeanAndRootMeanSquareBecomeOne()
    {
        foreach (double[] values in Generated())
        {
            Assert.Equal(1, Normalized(SaliencyNormalization.Mean, values).Average(), 1e-12);
            Assert.Equal(1, Normalized(SaliencyNormalization.RootMeanSquare, values).Average(reward => reward * reward), 1e-12);
        }
    }

    [Fact]
    public void TheRunningMaximumIsRemembered()
    {
        var scale = new RewardScale(SaliencyNormalization.RunningMax);
        double[] first = [1, 4];
        scale.Normalize(first);
        Assert.Equal([0.25, 1], first);
        double[] weaker = [1, 2];
        scale.Normalize(weaker);
        Assert.Equal([0.25, 0.5], weaker);
        double[] stronger = [8, 2];
        scale.Normalize(stronger);
        Assert.Equal([1, 0.25], stronger);
        double[] nothing = [0, 0];
        scale.Normalize(nothing);
        Assert.Equal([0, 0], nothing);
    }

    [Fact]
    public void RanksRunFromZeroToOneAndTiesShareTheirMean()
    {
        Assert.Equal([0, 1, 0.5], Normalized(SaliencyNormalization.Rank, [3, 9, 4]));
        Assert.Equal([0.5, 0.5, 0.5], Normalized(SaliencyNormalization.Rank, [2, 2, 2]));
        Assert.Equal([0.125, 1, 0.125, 0.625, 0.625], Normalized(SaliencyNormalization.Rank, [1, 9, 1, 5, 5]));
        Assert.Equal([1], Normalized(SaliencyNormalization.Rank, [0.01]));
    }

    private static double[] Normalized(SaliencyNormalization kind, double[] values)
    {
        double[] copy = [.. values];
        new RewardScale(kind).Normalize(copy);
        return copy;
    }

    /// <summary>One to ten values over many magnitudes, with zeros and ties, not all zero.</summary>
    private static IEnumerable<double[]> Generated()
    {
        var random = new Random(8);
        for (int i = 0; i < Cases; i++)
        {
            double[] values = [.. Enumerable.Range(0, random.Next(1, 11)).Select(_ => random.Next(4) switch
            {
                0 => 0,
                1 => 0.5,
                _ => Math.Pow(10, random.Next(-6, 1)) * random.NextDouble(),
            })];
            values[random.Next(values.Length)] = 0.001 + random.NextDouble();
            yield return values;
        }
    }
}
