namespace CompactCnn.Runtime.Tests;

public class LearningRateScheduleTests
{
    [Fact]
    public void ConstantIsOne() => Assert.All(Factors(LearningRateSchedule.Constant, 10), factor => Assert.Equal(1, factor));

    [Fact]
    public void CosineFallsFromOneTowardsZero()
    {
        double[] factors = Factors(LearningRateSchedule.Cosine(), 100);
        for (int step = 0; step < 100; step++)
        {
            Assert.Equal((1 + Math.Cos(Math.PI * step / 100)) / 2, factors[step], 1e-12);
        }

        Assert.Equal(1, factors[0]);
        Assert.Equal(0.5, factors[50], 1e-12);
        Assert.InRange(factors[99], 1e-9, 0.001);
    }

    [Fact]
    public void WarmupRisesInALineAndEndsAtOne()
    {
        double[] factors = Factors(LearningRateSchedule.Cosine(warmup: 0.1), 100);
        for (int step = 0; step < 10; step++)
        {
            Assert.Equal((step + 1) / 11.0, factors[step], 1e-12);
        }

        Assert.Equal(1, factors[10], 1e-12);
        Assert.Equal(0.5, factors[55], 1e-12);
        Assert.Equal(factors.Skip(10).OrderDescending(), factors.Skip(10));
    }

    [Fact]
    public void MilestonesMultiply()
    {
        double[] factors = Factors(LearningRateSchedule.MultiStep(0.1, 0.5, 0.75), 100);
        Assert.All(factors.Take(50), factor => Assert.Equal(1, factor));
        Assert.All(factors[50..75], factor => Assert.Equal(0.1, factor, 1e-12));
        Assert.All(factors[75..], factor => Assert.Equal(0.01, factor, 1e-12));
        Assert.All(Factors(LearningRateSchedule.MultiStep(0.5), 5), factor => Assert.Equal(1, factor));
    }

    [Fact]
    public void MilestonesAreCopied()
    {
        double[] milestones = [0.5];
        LearningRateSchedule schedule = LearningRateSchedule.MultiStep(0.1, milestones);
        milestones[0] = 0;
        Assert.Equal(1, schedule.Factor(0, 10));
    }

    [Fact]
    public void OneCycleRisesAndFalls()
    {
        double[] factors = Factors(LearningRateSchedule.OneCycle(rise: 0.3), 101);
        Assert.Equal(1.0 / 25, factors[0], 1e-12);
        int peak = Array.IndexOf(factors, factors.Max());
        Assert.InRange(peak, 30, 31);
        Assert.InRange(factors[peak], 0.999, 1);
        Assert.Equal(factors.Take(peak).Order(), factors.Take(peak));
        Assert.Equal(factors.Skip(peak).OrderDescending(), factors.Skip(peak));
        Assert.Equal(1.0 / 250_000, factors[^1], 1e-12);
    }

    /// <summary>Runs that follow one another go through the schedule of the whole, wherever it is cut.</summary>
    [Fact]
    public void PartsThatFollowOneAnotherAreTheWhole()
    {
        LearningRateSchedule[] wholes = [LearningRateSchedule.Constant, LearningRateSchedule.Cosine(warmup: 0.2), LearningRateSchedule.OneCycle(), LearningRateSchedule.MultiStep(0.1, 0.3, 0.6)];
        foreach (LearningRateSchedule whole in wholes)
        {
            for (int steps = 2; steps < 150; steps++)
            {
                for (int first = 1; first < steps; first++)
                {
                    double cut = (double)first / steps;
                    double[] parts = [.. Factors(whole.Between(0, cut), first), .. Factors(whole.Between(cut, 1), steps - first)];
                    Assert.Equal(Factors(whole, steps), parts);
                }
            }
        }
    }

    [Fact]
    public void TheWholeOfAScheduleIsItself() => Assert.Same(LearningRateSchedule.Constant, LearningRateSchedule.Constant.Between(0, 1));

    private static double[] Factors(LearningRateSchedule schedule, int steps) =>
        [.. Enumerable.Range(0, steps).Select(step => schedule.Factor(step, steps))];
}
