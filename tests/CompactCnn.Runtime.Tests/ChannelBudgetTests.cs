using FsCheck;
using FsCheck.Fluent;

namespace CompactCnn.Runtime.Tests;

/// <summary>How many channels a budget allows: properties over all fractions, widths, multiples and minima.</summary>
public class ChannelBudgetTests
{
    private const double Rounding = 1e-12;

    private static Config Config { get; } = Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(2026, 1123);

    private static Arbitrary<Case> Cases { get; } = Arb.From(
        from fraction in Gen.Choose(1, 1000)
        from channels in Gen.Choose(1, 600)
        from minimum in Gen.Choose(1, 20)
        from multiple in Gen.Elements(1, 2, 3, 8, 16)
        select new Case(fraction / 1000.0, channels, minimum, multiple));

    /// <summary>Groups whose arms have several channels.</summary>
    private static Arbitrary<Case> Tied { get; } = Arb.From(
        from fraction in Gen.Choose(1, 1000)
        from arms in Gen.Choose(1, 60)
        from perArm in Gen.Elements(2, 3, 4, 6, 8)
        from minimum in Gen.Choose(1, 20)
        from multiple in Gen.Elements(1, 2, 3, 8, 16)
        select new Case(fraction / 1000.0, arms * perArm, minimum, multiple, perArm));

    [Fact]
    public void ItIsNeverExceededUnlessTheMinimumIsLarger() => Hold(test =>
        test.Width <= (test.Fraction * test.Channels) + 1e-6 || test.Width == Math.Min(test.Minimum, test.Channels));

    [Fact]
    public void NoFurtherStepFits() => Hold(test =>
        test.Width == test.Channels || test.Width + test.Multiple > (test.Fraction * test.Channels) - 1e-6);

    [Fact]
    public void TheMinimumWinsAndTheGroupIsTheLimit() => Hold(test =>
        test.Width >= Math.Min(test.Minimum, test.Channels) && test.Width <= test.Channels);

    [Fact]
    public void WidthsAreMultiplesUnlessTheMinimumOrTheWholeGroupIsTaken() => Hold(test =>
        test.Width % test.Multiple == 0 || test.Width == Math.Min(test.Minimum, test.Channels) || test.Width == test.Channels);

    [Fact]
    public void EverythingIsEverything() => Hold(test =>
        ChannelBudget.PerLayer(1, test.Minimum, test.Multiple).Width(test.Group, 1) == test.Channels);

    [Fact]
    public void ArmsAreWhole() => Hold(Tied, test =>
        test.Width % test.PerArm == 0
        && (test.Width % test.Multiple == 0 || test.Width < test.Minimum + test.PerArm || test.Width == test.Channels)
        && (test.Width <= (test.Fraction * test.Channels) + 1e-6 || test.Width < test.Minimum + test.PerArm || test.Width == test.PerArm)
        && test.Width >= Math.Min(test.Minimum, test.Channels));

    [Fact]
    public void AProductThatIsWholeLosesNoChannelToRounding()
    {
        for (int channels = 1; channels <= 300; channels++)
        {
            for (int kept = 1; kept <= channels; kept++)
            {
                double fraction = (double)kept / channels;
                Assert.Equal(kept, ChannelBudget.PerLayer(fraction).Width(Gates.Group(channels), fraction));
            }
        }

        Assert.Equal(3, ChannelBudget.PerLayer(0.3).Width(Gates.Group(10), 0.3));
    }

    [Fact]
    public void TheScheduleFallsFromStartToTarget() => Check.One(Config, Prop.ForAll(Schedules, schedule =>
    {
        double[] fractions = [.. Enumerable.Range(0, 101).Select(step => schedule.FractionAt(step / 100.0))];
        bool falls = fractions.Zip(fractions.Skip(1)).All(pair => pair.Second <= pair.First + Rounding);
        bool inRange = fractions.All(fraction => fraction >= schedule.Fraction - Rounding && fraction <= schedule.Start);
        bool ends = schedule.FractionAt(Math.Min(1, schedule.ShrinkAfter + schedule.ShrinkOver)) == schedule.Fraction;
        bool waits = schedule.ShrinkOver == 0 || schedule.FractionAt(0) == schedule.Start;
        return falls && inRange && ends && waits;
    }));

    [Fact]
    public void ThePowerOneIsAStraightLine()
    {
        ChannelBudget budget = ChannelBudget.PerLayer(0.2).ShrinkingFrom(1, over: 0.4, after: 0.1) with { ShrinkPower = 1 };
        Assert.Equal(1, budget.FractionAt(0.05), 12);
        Assert.Equal(1, budget.FractionAt(0.1), 12);
        Assert.Equal(0.8, budget.FractionAt(0.2), 12);
        Assert.Equal(0.6, budget.FractionAt(0.3), 12);
        Assert.Equal(0.2, budget.FractionAt(0.5), 12);
        Assert.Equal(0.2, budget.FractionAt(1), 12);
    }

    [Theory]
    [InlineData(1, 0.6)]
    [InlineData(3, 0.3)]
    [InlineData(0.5, 0.7656854)]
    public void ThePowerBendsTheSchedule(double power, double half)
    {
        ChannelBudget budget = ChannelBudget.PerLayer(0.2).ShrinkingFrom(1, over: 0.4, after: 0.1) with { ShrinkPower = power };
        Assert.Equal(1, budget.FractionAt(0.1), 12);
        Assert.Equal(half, budget.FractionAt(0.3), 6);
        Assert.Equal(0.2, budget.FractionAt(0.5), 12);
    }

    [Fact]
    public void WithoutAScheduleTheFractionIsConstant()
    {
        ChannelBudget budget = ChannelBudget.PerLayer(0.4, minimumWidth: 3, multipleOf: 4);
        Assert.All(Enumerable.Range(0, 11), step => Assert.Equal(0.4, budget.FractionAt(step / 10.0)));
        Assert.Equal((0.4, 0.4, 3, 4), (budget.Fraction, budget.Start, budget.MinimumWidth, budget.MultipleOf));
        ChannelBudget shrinking = budget.ShrinkingFrom(0.9, over: 0.5);
        Assert.Equal((0.4, 0.9, 3, 4), (shrinking.Fraction, shrinking.Start, shrinking.MinimumWidth, shrinking.MultipleOf));
    }

    private static Arbitrary<ChannelBudget> Schedules { get; } = Arb.From(
        from fraction in Gen.Choose(1, 100)
        from start in Gen.Choose(fraction, 100)
        from over in Gen.Choose(0, 100)
        from after in Gen.Choose(0, 100 - over)
        from power in Gen.Elements(0.5, 1, 2.5, 3)
        select ChannelBudget.PerLayer(fraction / 100.0).ShrinkingFrom(start / 100.0, over / 100.0, Math.Min(after / 100.0, 1 - (over / 100.0))) with { ShrinkPower = power });

    private static void Hold(Func<Case, bool> property) => Hold(Cases, property);

    private static void Hold(Arbitrary<Case> cases, Func<Case, bool> property) => Check.One(Config, Prop.ForAll(cases, property));

    private sealed record Case(double Fraction, int Channels, int Minimum, int Multiple, int PerArm = 1)
    {
        public ChannelGroup Group { get; } = Gates.Group(Channels, Channels / PerArm);

        public int Width => ChannelBudget.PerLayer(Fraction, Minimum, Multiple).Width(Group, Fraction);
    }
}
