namespace CompactCnn.CommandLine.Tests;

/// <summary>Means and standard errors over seeds.</summary>
public sealed class EstimateTests
{
    [Fact]
    public void OfNothingIsNothing() => Assert.Null(Estimate.Of([]));

    [Fact]
    public void OfOneHasNoError() => Assert.Equal(new Estimate(3, null, 1), Estimate.Of([3]));

    [Fact]
    public void HasTheErrorOfTheMean()
    {
        // Sample variance 1, three values.
        Estimate estimate = Estimate.Of([1, 2, 3])!;
        Assert.Equal(2, estimate.Mean, 12);
        Assert.Equal(1 / Math.Sqrt(3), estimate.StandardError!.Value, 12);
        Assert.Equal("2.00 ± 0.58", estimate.Text("F2"));
    }

    [Fact]
    public void PairsBySeed()
    {
        var random = new Random(7);
        Dictionary<long, double> reference = Enumerable.Range(1, 20).ToDictionary(seed => (long)seed, _ => 90 + (5 * random.NextDouble()));
        Dictionary<long, double> better = reference.Where(pair => pair.Key <= 15).ToDictionary(pair => pair.Key, pair => pair.Value + 0.25);

        // What seeds share cancels out, however much they differ among themselves; seeds that only one has are left out.
        Estimate difference = Estimate.OfDifference(better, reference)!;
        Assert.Equal(15, difference.Count);
        Assert.Equal(0.25, difference.Mean, 9);
        Assert.Equal(0, difference.StandardError!.Value, 9);
    }
}
