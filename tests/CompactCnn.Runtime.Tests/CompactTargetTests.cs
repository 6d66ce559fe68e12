using FsCheck;
using FsCheck.Fluent;

namespace CompactCnn.Runtime.Tests;

/// <summary>How many channels a target allows: properties over all fractions, widths, multiples and minima.</summary>
public class CompactTargetTests
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
        (CompactTarget.Channels(1) with { MinimumWidth = test.Minimum, MultipleOf = test.Multiple }).Width(test.Group, 1) == test.Channels);

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
                Assert.Equal(kept, CompactTarget.Channels(fraction).Width(Gates.Group(channels), fraction));
            }
        }

        Assert.Equal(3, CompactTarget.Channels(0.3).Width(Gates.Group(10), 0.3));
    }

    [Fact]
    public void TheScheduleFallsFromStartToTarget() => Check.One(Config, Prop.ForAll(Schedules, schedule =>
    {
        double[] fractions = [.. Enumerable.Range(0, 101).Select(step => schedule.FractionAt(step / 100.0))];
        bool falls = fractions.Zip(fractions.Skip(1)).All(pair => pair.Second <= pair.First + Rounding);
        bool inRange = fractions.All(fraction => fraction >= schedule.Target - Rounding && fraction <= schedule.Start);
        bool ends = schedule.FractionAt(1) == schedule.Target;
        bool waits = schedule.Shrinking.Over == 0 || schedule.FractionAt(0) == schedule.Start;
        return falls && inRange && ends && waits;
    }));

    [Fact]
    public void ThePowerOneIsAStraightLine()
    {
        var schedule = new Schedule(0.2, new Shrinking { Over = 0.5, Power = 1 }, Warmup: 0.2);
        Assert.Equal(1, schedule.FractionAt(0.1), 12);
        Assert.Equal(1, schedule.FractionAt(0.2), 12);
        Assert.Equal(0.8, schedule.FractionAt(0.3), 12);
        Assert.Equal(0.6, schedule.FractionAt(0.4), 12);
        Assert.Equal(0.2, schedule.FractionAt(0.61), 12);
        Assert.Equal(0.2, schedule.FractionAt(1), 12);
    }

    [Theory]
    [InlineData(1, 0.6)]
    [InlineData(3, 0.3)]
    [InlineData(0.5, 0.7656854)]
    public void ThePowerBendsTheSchedule(double power, double half)
    {
        var schedule = new Schedule(0.2, new Shrinking { Over = 0.5, Power = power }, Warmup: 0.2);
        Assert.Equal(1, schedule.FractionAt(0.2), 12);
        Assert.Equal(half, schedule.FractionAt(0.4), 6);
        Assert.Equal(0.2, schedule.FractionAt(0.61), 12);
    }

    [Fact]
    public void WithoutShrinkingTheFractionIsConstant() =>
        Assert.All(Enumerable.Range(0, 11), step => Assert.Equal(0.4, Shrinking.None.FractionAt(0.4, step / 10.0, warmup: 0.3)));

    /// <summary>A start below the target is the target: another target needs no other shrinking.</summary>
    [Fact]
    public void ItBeginsAtTheTargetWhereThatIsMore() =>
        Assert.All(Enumerable.Range(0, 11), step => Assert.Equal(0.7, new Shrinking { From = 0.5 }.FractionAt(0.7, step / 10.0)));

    [Fact]
    public void ALimitIsTheFractionOfTheFullNetworkThatItAllows()
    {
        ModelGraph graph = Models.SmallVggTwin.Graph;
        CostTable full = Models.SmallVggTwin.Cost;
        Assert.Equal((double)20_000 / full.Parameters, CompactTarget.Parameters(20_000).FractionOf(graph));
        Assert.Equal((double)2_000_000 / full.Macs, CompactTarget.Macs(2_000_000).FractionOf(graph));
        Assert.Equal(1, CompactTarget.Macs(long.MaxValue).FractionOf(graph));
        Assert.Equal((0.25, null), (CompactTarget.FractionOfMacs(0.25).Fraction, CompactTarget.FractionOfMacs(0.25).Limit));
        Assert.Equal((null, 7L), (CompactTarget.Parameters(7).Fraction, CompactTarget.Parameters(7).Limit));
    }

    [Fact]
    public void WhatTheClassDeclaresIsKnownSinceTheBuild()
    {
        ModelGraph graph = Models.SmallVggTwin.Graph;
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => CompactTarget.DeviceLimits.FractionOf(graph));
        Assert.StartsWith("'SmallVggTwin' declares no [DeviceLimits], but the target is what they allow; declare them, or give another target", refusal.Message, StringComparison.Ordinal);
        refusal = Assert.Throws<ArgumentException>(() => CompactTarget.DeviceLimits.FractionOf(graph with { DeviceFraction = 0 }));
        Assert.StartsWith("the smallest network of 'SmallVggTwin' exceeds its [DeviceLimits]", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0.375, CompactTarget.DeviceLimits.FractionOf(graph with { DeviceFraction = 0.375 }));
    }

    private static Arbitrary<Schedule> Schedules { get; } = Arb.From(
        from fraction in Gen.Choose(1, 100)
        from start in Gen.Choose(fraction, 100)
        from over in Gen.Choose(0, 100)
        from warmup in Gen.Choose(0, 100)
        from power in Gen.Elements(0.5, 1, 2.5, 3)
        select new Schedule(fraction / 100.0, new Shrinking { From = start / 100.0, Over = over / 100.0, Power = power }, warmup / 100.0));

    private static void Hold(Func<Case, bool> property) => Hold(Cases, property);

    private static void Hold(Arbitrary<Case> cases, Func<Case, bool> property) => Check.One(Config, Prop.ForAll(cases, property));

    private sealed record Schedule(double Target, Shrinking Shrinking, double Warmup)
    {
        public double Start => Math.Max(Target, Shrinking.From);

        public double FractionAt(double progress) => Shrinking.FractionAt(Target, progress, Warmup);
    }

    private sealed record Case(double Fraction, int Channels, int Minimum, int Multiple, int PerArm = 1)
    {
        public ChannelGroup Group { get; } = Gates.Group(Channels, Channels / PerArm);

        public int Width => (CompactTarget.Channels(Fraction) with { MinimumWidth = Minimum, MultipleOf = Multiple }).Width(Group, Fraction);
    }
}
