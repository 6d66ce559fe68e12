namespace CompactCnn.Runtime.Tests;

public class SeededRandomTests
{
    /// <summary>The reference implementation's first numbers for this seed.</summary>
    [Fact]
    public void ItIsSplitMix64()
    {
        var random = new SeededRandom(1234567);
        Assert.Equal(
            [6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL, 4593380528125082431UL, 16408922859458223821UL],
            Enumerable.Range(0, 5).Select(_ => random.Next()));
    }

    [Fact]
    public void UniformAndNormalNumbersHaveTheirMoments()
    {
        var random = new SeededRandom(5);
        double[] uniform = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextDouble())];
        Assert.All(uniform, value => Assert.InRange(value, 0, 0.999999999999999999));
        Assert.Equal(0.5, uniform.Average(), 0.01);
        Assert.Equal(1.0 / 12, uniform.Average(value => Math.Pow(value - 0.5, 2)), 0.002);

        double[] normal = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextNormal())];
        Assert.Equal(0, normal.Average(), 0.03);
        Assert.Equal(1, normal.Average(value => value * value), 0.04);
        Assert.Equal(3, normal.Average(value => Math.Pow(value, 4)), 0.3);
    }

    [Fact]
    public void EveryRunAndPurposeHasASeedOfItsOwn()
    {
        long[] seeds = [.. from seed in Enumerable.Range(-20, 40) from purpose in Enumerable.Range(0, 20) from part in Enumerable.Range(0, 5) select SeededRandom.Derive(seed, purpose, part)];
        Assert.Equal(seeds.Length, seeds.Distinct().Count());
        Assert.All(seeds, seed => Assert.True(seed >= 0));
        Assert.Equal(SeededRandom.Derive(7, 1, 2), SeededRandom.Derive(7, 1, 2));
        Assert.NotEqual(SeededRandom.Derive(7, 1, 2), SeededRandom.Derive(7, 2, 1));
    }
}
