namespace CompactCnn.Runtime.Tests;

/// <summary>When the choice of a run is made, what it is made by, and what is kept at the end.</summary>
public class ChannelSelectionTests
{
    private static SelectionOptions Literal { get; } = new()
    {
        Selector = new Cucb { ExplorationFactor = 1.5 },
        ReselectEvery = 1,
        FreezeAfter = 1,
        Normalization = SaliencyNormalization.None,
    };

    private static TrainingOptions Constant { get; } = Choices.Constant(0.5, Literal);

    [Fact]
    public void EveryStepIsAPlayOfTheActiveChannels()
    {
        ChannelGate[] gates = Gates.Of(8, 5);
        var selection = Gates.Selection(gates, Constant with { Selection = Literal with { RandomSteps = 3, ReselectEvery = 4 } }, totalSteps: 100, seed: 1);
        for (int step = 1; step <= 20; step++)
        {
            selection.Choose();
            Assert.Equal([4, 2], gates.Select(gate => gate.Active.Length));
            selection.Observe(Gates.Rewards(gates, channel => channel));
            Assert.Equal([4L * step, 2L * step], gates.Select(gate => gate.Plays.ToArray().Sum()));
        }
    }

    [Fact]
    public void RewardsAreAveragedChannelByChannel()
    {
        ChannelGate[] gates = Gates.Of(6);
        var random = new Random(3);
        var seen = new List<double>[6];
        var selection = Gates.Selection(gates, Constant, totalSteps: 200, seed: 2);
        for (int step = 0; step < 200; step++)
        {
            selection.Choose();
            double[] rewards = [.. gates[0].Active.ToArray().Select(_ => random.NextDouble())];
            foreach ((int channel, double reward) in gates[0].Active.ToArray().Zip(rewards))
            {
                (seen[channel] ??= []).Add(reward);
            }

            selection.Observe([rewards]);
        }

        for (int channel = 0; channel < 6; channel++)
        {
            Assert.Equal(seen[channel].Count, gates[0].Plays[channel]);
            Assert.Equal(seen[channel].Average(), gates[0].MeanSaliency[channel], 1e-12);
        }
    }

    [Fact]
    public void TheFirstStepsAreRandomAndCount()
    {
        const int RandomSteps = 40;
        ChannelGate[] gates = Gates.Of(10);
        // Rewards that a selector would follow at once: channel 9 is by far the best.
        var selection = Gates.Selection(gates, Constant with { Selection = Literal with { Selector = new Greedy(), RandomSteps = RandomSteps } }, totalSteps: 100, seed: 5);
        for (int step = 0; step < RandomSteps; step++)
        {
            selection.Choose();
            selection.Observe(Gates.Rewards(gates, channel => channel == 9 ? 1 : 0.001));
        }

        Assert.Equal(RandomSteps * 5, gates[0].Plays.ToArray().Sum());
        Assert.All(gates[0].Plays.ToArray(), plays => Assert.InRange(plays, 8, 32));

        selection.Choose();
        Assert.Contains(9, gates[0].Active.ToArray());
    }

    [Fact]
    public void TheSelectorIsAskedByTheStepToComeAndToldWhatCameOfIt()
    {
        ChannelGate[] gates = Gates.Of(6, 4);
        var spy = new Spy();
        var selection = Gates.Selection(gates, Constant with { Selection = Literal with { Selector = spy, ReselectEvery = 2, Normalization = SaliencyNormalization.Max } }, totalSteps: 10, seed: 1);
        var expected = new List<string>();
        for (int step = 0; step < 6; step++)
        {
            selection.Choose();
            selection.Observe(Gates.Rewards(gates, channel => channel + 1));
            if (step % 2 == 0)
            {
                // t counts from 1.
                expected.AddRange([$"score group 0 at {step + 1}", $"score group 1 at {step + 1}"]);
            }

            expected.AddRange([$"observe group 0: {3 / 5.0}, {4 / 5.0}, {5 / 5.0}", $"observe group 1: {2 / 3.0}, {3 / 3.0}"]);
        }

        Assert.Equal(expected, spy.Calls);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    public void AChoiceIsMadeEveryRSteps(int every)
    {
        ChannelGate[] gates = Gates.Of(12);
        var selection = Gates.Selection(gates, Constant with { Selection = Literal with { Selector = new RandomChoice { Persistent = false }, ReselectEvery = every } }, totalSteps: 100, seed: 1);
        for (int step = 0; step < 60; step++)
        {
            int[] before = gates[0].Active.ToArray();
            Assert.Equal(step % every == 0, selection.Choose());
            if (step % every != 0)
            {
                Assert.Equal(before, gates[0].Active.ToArray());
            }

            selection.Observe(Gates.Rewards(gates, _ => 1));
        }
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.25, 10)]
    [InlineData(0.51, 21)]
    public void FrozenChannelsAreTheMostSalientAndStay(double freezeAfter, int frozenAt)
    {
        ChannelGate[] gates = Gates.Of(10);
        var selection = Gates.Selection(gates, Choices.Constant(0.3, Literal with { FreezeAfter = freezeAfter }), totalSteps: 40, seed: 1);
        int[] frozen = [];
        long plays = 0;
        for (int step = 0; step < 40; step++)
        {
            bool chosen = selection.Choose();
            Assert.Equal(step >= frozenAt, selection.Frozen);
            if (step == frozenAt)
            {
                Assert.True(chosen);
                frozen = gates[0].Active.ToArray();
                plays = gates[0].Plays[frozen[0]];
                // Every channel was tried by then, so the most salient ones are known.
                Assert.True(frozenAt == 0 || frozen.SequenceEqual([7, 8, 9]), string.Join(",", frozen));
            }
            else if (step > frozenAt)
            {
                Assert.False(chosen);
                Assert.Equal(frozen, gates[0].Active.ToArray());
            }

            selection.Observe(Gates.Rewards(gates, channel => channel));
        }

        Assert.Equal(frozen, Assert.Single(selection.Keep()));
        // Statistics go on after the choice.
        Assert.Equal(40 - frozenAt, gates[0].Plays[frozen[0]] - plays);
    }

    [Fact]
    public void WithoutFreezingTheMostSalientAreKeptAndUntriedOnesComeLast()
    {
        ChannelGate[] gates = Gates.Of(10);
        TrainingOptions options = Choices.Constant(0.5, Literal with { Selector = new Fixed([2, 3, 5, 7, 8]) });
        var selection = Gates.Selection(gates, options, totalSteps: 10, seed: 1);
        for (int step = 0; step < 10; step++)
        {
            selection.Choose();
            // Less than nothing is impossible: an untried channel with its mean of 0 must still come after these.
            selection.Observe(Gates.Rewards(gates, _ => 0));
        }

        Assert.Equal([2, 3, 5, 7, 8], Assert.Single(selection.Keep()));
    }

    [Fact]
    public void KeepIsAQuestionAndChangesNothing()
    {
        TrainingOptions options = Shrinks(Literal with { ReselectEvery = 5, Selector = new RandomChoice { Persistent = false } });
        ChannelGate[] asked = Gates.Of(16);
        ChannelGate[] left = Gates.Of(16);
        var curious = Gates.Selection(asked, options, totalSteps: 40, seed: 1);
        var quiet = Gates.Selection(left, options, totalSteps: 40, seed: 1);
        for (int step = 0; step < 40; step++)
        {
            curious.Choose();
            quiet.Choose();
            int[][] keep = curious.Keep();
            Assert.Equal(4, Assert.Single(keep).Length);
            Assert.Equal(keep, curious.Keep());
            Assert.Equal(left[0].Active.ToArray(), asked[0].Active.ToArray());
            curious.Observe(Gates.Rewards(asked, channel => channel));
            quiet.Observe(Gates.Rewards(left, channel => channel));
            Assert.Equal(left[0].Plays.ToArray(), asked[0].Plays.ToArray());
        }
    }

    [Fact]
    public void TheActiveChannelsShrinkOverTheRun()
    {
        ChannelGate[] gates = Gates.Of(20);
        TrainingOptions options = Shrinks(Literal);
        var selection = Gates.Selection(gates, options, totalSteps: 100, seed: 1);
        var widths = new List<int>();
        for (int step = 0; step < 100; step++)
        {
            selection.Choose();
            widths.Add(gates[0].Active.Length);
            selection.Observe(Gates.Rewards(gates, channel => channel));
        }

        Assert.Equal(20, widths[0]);
        Assert.Equal(widths.OrderDescending(), widths);
        Assert.All(widths.Skip(50), width => Assert.Equal(5, width));
        Assert.All(widths.Take(50), width => Assert.InRange(width, 5, 20));
        Assert.Equal(6, widths[25]);
    }

    /// <summary>A step's memory is that of its batch and its choice, however long the run has been.</summary>
    [Fact]
    public void AStepAllocatesTheSameAfterThousandsOfSteps()
    {
        foreach (SelectorOptions selector in SelectorTests.All)
        {
            ChannelGate[] gates = Gates.Of(32, 16);
            TrainingOptions options = Choices.Constant(0.5, Literal with { Selector = selector, Normalization = SaliencyNormalization.Max });
            ChannelSelection selection = Gates.Selection(gates, options, totalSteps: 10_000, seed: 1);
            Run(200);
            long early = Run(100);
            Run(4000);
            long late = Run(100);
            Assert.True(late <= early + 512, $"{selector}: {early} bytes in 100 steps, {late} later");

            long Run(int steps)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int step = 0; step < steps; step++)
                {
                    selection.Choose();
                    selection.Observe([Rewards(gates[0]), Rewards(gates[1])]);
                }

                return GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }

        static double[] Rewards(ChannelGate gate)
        {
            double[] rewards = new double[gate.ActiveArms.Length];
            for (int i = 0; i < rewards.Length; i++)
            {
                rewards[i] = gate.ActiveArms[i] % 7;
            }

            return rewards;
        }
    }

    /// <summary>Where groups compete, a reward must say how a channel stands in the network, and not in its group.</summary>
    [Theory]
    [InlineData(NormalizationScope.Network, new[] { 0.05, 0.1 }, new[] { 0.5, 1 })]
    [InlineData(NormalizationScope.Group, new[] { 0.5, 1 }, new[] { 0.5, 1 })]
    public void RewardsAreNormalisedOverTheirScope(NormalizationScope scope, double[] first, double[] second)
    {
        ChannelGate[] gates = Gates.Of(2, 2);
        TrainingOptions options = Choices.Constant(1, Literal with { NormalizeOver = scope, Normalization = SaliencyNormalization.Max });
        ChannelSelection selection = Gates.Selection(gates, options, totalSteps: 10, seed: 1);
        selection.Choose();
        selection.Observe([[1, 2], [10, 20]]);
        Assert.Equal(first, gates[0].MeanSaliency.ToArray());
        Assert.Equal(second, gates[1].MeanSaliency.ToArray());
    }

    [Fact]
    public void TheScopeOfRewardsFollowsTheTarget()
    {
        CompactTarget mean = CompactTarget.FractionOfMacs(0.5);
        CompactTarget sum = mean with { Objective = BudgetObjective.Sum };
        Assert.Equal(NormalizationScope.Group, Literal.ScopeFor(CompactTarget.Channels(0.5)));
        Assert.Equal(NormalizationScope.Group, Literal.ScopeFor(mean));
        Assert.Equal((NormalizationScope.Network, SaliencyScale.Channel), (Literal.ScopeFor(sum), Literal.ScaleFor(sum)));
        SelectionOptions groups = Literal with { NormalizeOver = NormalizationScope.Group };
        Assert.Equal((NormalizationScope.Group, SaliencyScale.Element), (groups.ScopeFor(sum), groups.ScaleFor(sum)));
        Assert.Equal(SaliencyScale.Channel, (groups with { SaliencyScale = SaliencyScale.Channel }).ScaleFor(sum));
    }

    /// <summary>A budget over all groups moves channels to where the rewards are, or to the group whose rewards are spread.</summary>
    [Theory]
    [InlineData(BudgetObjective.Sum, 5)]
    [InlineData(BudgetObjective.HarmonicMean, 11)]
    public void AGlobalBudgetLearnsTheWidths(BudgetObjective objective, int first)
    {
        ChannelGate[] gates = Gates.Of(20, 20);
        TrainingOptions options = new()
        {
            Target = CompactTarget.TotalChannels(0.5) with { Objective = objective },
            Selection = Literal with { FreezeAfter = 0.6, ReselectEvery = 5 },
        };
        ChannelSelection selection = Gates.Selection(gates, options, totalSteps: 200, seed: 1);
        for (int step = 0; step < 200; step++)
        {
            selection.Choose();
            selection.Observe([[.. gates[0].ActiveArms.ToArray().Select(_ => 0.1)], [.. gates[1].ActiveArms.ToArray().Select(arm => arm < 15 ? 0.9 : 0.01)]]);
        }

        Assert.Equal([first, 20 - first], selection.Keep().Select(group => group.Length));
        Assert.All(selection.Keep()[1], arm => Assert.InRange(arm, 0, 14));
    }

    [Fact]
    public void TheLiteralPresetIsAlgorithm1()
    {
        SelectionOptions literal = SelectionOptions.Literal(randomSteps: 12);
        Assert.Equal(new Cucb { ExplorationFactor = 1.5 }, literal.Selector);
        Assert.Equal(1, literal.ReselectEvery);
        Assert.Equal(1, literal.FreezeAfter);
        Assert.Equal(12, literal.RandomSteps);
        literal.Check();
    }

    private static TrainingOptions Shrinks(SelectionOptions selection) =>
        new() { Target = CompactTarget.Channels(0.25), Shrinking = new Shrinking { Over = 0.5 }, Selection = selection };

    [Fact]
    public void TheSameSeedChoosesTheSameAndAnotherSeedOthers()
    {
        foreach (SelectorOptions selector in SelectorTests.All)
        {
            Assert.Equal(Run(selector, seed: 7), Run(selector, seed: 7));
            Assert.NotEqual(Run(selector, seed: 7), Run(selector, seed: 8));
        }

        static string Run(SelectorOptions selector, long seed)
        {
            ChannelGate[] gates = Gates.Of(9, 4);
            var selection = Gates.Selection(gates, Constant with { Selection = Literal with { Selector = selector, RandomSteps = 3 } }, totalSteps: 50, seed);
            var choices = new List<string>();
            for (int step = 0; step < 50; step++)
            {
                selection.Choose();
                choices.AddRange(gates.Select(gate => string.Join(",", gate.Active.ToArray())));
                selection.Observe(Gates.Rewards(gates, channel => (channel % 3) / 3.0));
            }

            return string.Join(" ", choices.Concat(selection.Keep().Select(group => string.Join(",", group))));
        }
    }

    [Fact]
    public void AModelWithoutGroupsHasNothingToChoose()
    {
        var selection = Gates.Selection([], Constant, totalSteps: 3, seed: 1);
        selection.Choose();
        selection.Observe([]);
        Assert.Empty(selection.Keep());
    }

    /// <summary>Prefers the same channels always.</summary>
    private sealed record Fixed(int[] Preferred) : SelectorOptions
    {
        public override ChannelSelector Create(long seed) => new Selector(Preferred);

        private sealed class Selector(int[] preferred) : ChannelSelector
        {
            public override void Score(ChannelGate gate, long step, Span<double> scores) => Prefer(preferred, scores);

            public override void Transfer(RunState state, IReadOnlyList<ChannelGate> gates)
            {
            }
        }
    }

    /// <summary>Writes down its calls, and prefers channels 2, 3 and 4 of a larger group, 1 and 2 of a smaller one.</summary>
    private sealed record Spy : SelectorOptions
    {
        public List<string> Calls { get; } = [];

        public override ChannelSelector Create(long seed) => new Selector(Calls);

        private sealed class Selector(List<string> calls) : ChannelSelector
        {
            public override void Score(ChannelGate gate, long step, Span<double> scores)
            {
                calls.Add($"score group {gate.Index} at {step}");
                Prefer(scores.Length > 4 ? [2, 3, 4] : [1, 2], scores);
            }

            public override void Observe(ChannelGate gate, ReadOnlySpan<double> rewards) =>
                calls.Add($"observe group {gate.Index}: {string.Join(", ", rewards.ToArray())}");

            public override void Transfer(RunState state, IReadOnlyList<ChannelGate> gates)
            {
            }
        }
    }

    private static void Prefer(int[] preferred, Span<double> scores)
    {
        for (int channel = 0; channel < scores.Length; channel++)
        {
            scores[channel] = preferred.Contains(channel) ? 1 : 0;
        }
    }
}
