namespace CompactCnn.Runtime.Tests;

/// <summary>How targets share out the network: refusals, scopes, damping, costs, caps on memory.</summary>
public class WidthAllocationTests
{
    private static ModelGraph Vgg => Models.SmallVggTwin.Graph;

    [Fact]
    public void ALimitBelowTheMinimumWidthsIsRefusedWithBothNumbers()
    {
        Refuse(
            CompactTarget.Macs(20_000),
            FormattableString.Invariant($"the budget allows 'SmallVggTwin' 20000 multiply-accumulates, but its minimum widths take {MacsAtATenth}; raise the budget or lower the minimum widths"));
        Refuse(
            CompactTarget.TotalChannels(0.05) with { MinimumFraction = 0, MinimumWidth = 2 },
            "the budget allows 'SmallVggTwin' 7 channels, but its minimum widths take 14; raise the budget or lower the minimum widths");
        long least = ParametersOf(1, 1, 1, 1, 1, 1, 1);
        CompactTarget enough = CompactTarget.Parameters(least) with { MinimumFraction = 0 };
        Assert.Equal([1, 1, 1, 1, 1, 1, 1], Widths(enough, Equal()));
        Refuse(
            CompactTarget.Parameters(least - 1) with { MinimumFraction = 0 },
            FormattableString.Invariant($"the budget allows 'SmallVggTwin' {least - 1} parameters, but its minimum widths take {least}; raise the budget or lower the minimum widths"));
    }

    [Fact]
    public void ARunRefusesItBeforeAnythingIsTrained()
    {
        using var model = new Models.NormedHead(seed: 1);
        TrainingOptions options = new() { Target = CompactTarget.Parameters(10) };
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => model.BeginTraining(10, options).Dispose());
        Assert.Contains("the budget allows 'NormedHead' 10 parameters, but its minimum widths take", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Of two groups with equal saliencies the cheaper one grows further, the more so the larger the exponent.</summary>
    [Fact]
    public void SaliencyIsWeighedAgainstCost()
    {
        double[][] saliencies = RandomSaliencies(seed: 3);
        double[] macsOfAChannel = [.. Enumerable.Range(0, 7).Select(group => (double)MacsOfAChannel(group))];
        double previous = double.PositiveInfinity;
        foreach (double exponent in new[] { 0, 0.25, 0.5, 1 })
        {
            int[] widths = Widths(CompactTarget.FractionOfMacs(0.25) with { CostExponent = exponent, Objective = BudgetObjective.Sum }, saliencies);
            double costOfAKeptChannel = widths.Zip(macsOfAChannel, (width, macs) => width * macs).Sum() / widths.Sum();
            Assert.True(costOfAKeptChannel < previous, $"exponent {exponent}: {costOfAKeptChannel:E3} after {previous:E3}, widths {string.Join(" ", widths)}");
            previous = costOfAKeptChannel;
        }
    }

    [Fact]
    public void WithoutCompetitionEveryGroupHasTheSameFraction()
    {
        double[][] saliencies = RandomSaliencies(seed: 4);
        saliencies[2] = [.. saliencies[2].Select(value => value * 1e6)];
        int[] widths = Widths(CompactTarget.FractionOfMacs(0.25) with { Scope = BudgetScope.Group }, saliencies);
        // A quarter of the MACs is half of every width, but for the first layer's input and whole channels.
        Assert.All(widths.Zip(Vgg.FullWidths), pair => Assert.InRange((double)pair.First / pair.Second, 0.4, 0.6));

        int[] competing = Widths(CompactTarget.FractionOfMacs(0.25) with { Objective = BudgetObjective.Sum }, saliencies);
        Assert.Equal(Vgg.FullWidths[2], competing[2]);
    }

    [Fact]
    public void ScopesAreEquallyFilled()
    {
        // Resolutions 32, 16 and 8, with 16, 32 and 96 channels.
        double[][] saliencies = RandomSaliencies(seed: 5);
        saliencies[6] = [.. saliencies[6].Select(value => value + 100)];
        int[] widths = Widths(CompactTarget.TotalChannels(0.5) with { Scope = BudgetScope.Resolution, Objective = BudgetObjective.Sum }, saliencies);
        Assert.Equal([8, 16, 48], [widths[0] + widths[1], widths[2] + widths[3], widths[4] + widths[5] + widths[6]]);
        Assert.Equal(32, widths[6]);
        Assert.Equal([0, 0, 1, 1, 2, 2, 2], BudgetScopes.Of(Vgg, BudgetScope.Resolution));
    }

    /// <summary>Where channels cost the same everywhere, what is chosen is the best there is: no exchange of two makes it better.</summary>
    [Fact]
    public void NoChannelMovedMakesTheHarmonicMeanLarger()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            double[][] saliencies = RandomSaliencies(seed);
            double[][] falling = [.. saliencies.Select(group => group.OrderDescending().ToArray())];
            int[] widths = Widths(CompactTarget.TotalChannels(0.4), saliencies);
            double reached = Reciprocals(widths);
            for (int from = 0; from < widths.Length; from++)
            {
                for (int to = 0; to < widths.Length; to++)
                {
                    int[] moved = [.. widths];
                    moved[from]--;
                    moved[to] = Math.Min(moved[to] + 1, Vgg.FullWidths[to]);
                    if (moved[from] >= Math.Ceiling(0.1 * Vgg.FullWidths[from]))
                    {
                        Assert.True(Reciprocals(moved) >= reached * (1 - 1e-12), $"seed {seed}: {string.Join(" ", moved)} is better than {string.Join(" ", widths)}");
                    }
                }
            }

            double Reciprocals(int[] counts) => counts.Select((count, g) => falling[g].Sum() / falling[g].Take(count).Sum()).Sum();
        }
    }

    /// <summary>What no one can see of a group: how large its saliencies are next to those of others.</summary>
    [Fact]
    public void TheScaleOfAGroupMakesNoDifferenceToTheHarmonicMean()
    {
        double[][] saliencies = RandomSaliencies(seed: 6);
        double[][] scaled = [.. saliencies.Select((group, g) => group.Select(value => Math.ScaleB(value, 20 - (5 * g))).ToArray())];
        foreach (CompactTarget budget in new[] { CompactTarget.TotalChannels(0.5), CompactTarget.FractionOfMacs(0.25), CompactTarget.FractionOfParameters(0.25) })
        {
            Assert.Equal(Widths(budget, saliencies), Widths(budget, scaled));
            Assert.NotEqual(Widths(budget with { Objective = BudgetObjective.Sum }, saliencies), Widths(budget with { Objective = BudgetObjective.Sum }, scaled));
        }
    }

    /// <summary>A group whose saliency lies in few channels gives its others away, and no group starves where all are alike.</summary>
    [Fact]
    public void TheHarmonicMeanKeepsWhatIsSpread()
    {
        double[][] alike = [.. Vgg.Groups.Select(group => Enumerable.Repeat(1.0, group.Arms).ToArray())];
        int[] even = Widths(CompactTarget.FractionOfMacs(0.25), alike);
        Assert.All(even.Zip(Vgg.FullWidths), pair => Assert.InRange((double)pair.First / pair.Second, 0.35, 0.85));

        double[][] few = [.. alike.Select(group => group.ToArray())];
        few[5] = [.. few[5].Select((_, channel) => channel < 3 ? 1 : 0.01)];
        int[] widths = Widths(CompactTarget.FractionOfMacs(0.25), few);
        Assert.True(widths[5] < even[5] / 2, $"{widths[5]} of {even[5]}");
        Assert.All(widths.Zip(even).Where((_, g) => g != 5), pair => Assert.True(pair.First >= pair.Second));
        int[] starving = Widths(CompactTarget.FractionOfMacs(0.25) with { Objective = BudgetObjective.Sum }, alike);
        Assert.True(starving.Zip(Vgg.FullWidths, (width, full) => (double)width / full).Min() < 0.2);
    }

    /// <summary>The streams that additions tie compete with each other, and the channels inside of the blocks with each other.</summary>
    [Fact]
    public void AStructureIsTheKindsOfLayersAround()
    {
        ModelGraph graph = Models.ResNet20Twin.Graph;
        int[] scopes = BudgetScopes.Of(graph, BudgetScope.Structure);
        int[] inner = [.. graph.Groups.Select((group, g) => (group, g)).Where(pair => pair.group.Producers.Length == 1).Select(pair => scopes[pair.g])];
        int[] streams = [.. graph.Groups.Select((group, g) => (group, g)).Where(pair => pair.group.Producers.Length > 1).Select(pair => scopes[pair.g])];
        Assert.Single(inner.Distinct());
        Assert.Empty(inner.Intersect(streams));
    }

    [Fact]
    public void DampedWidthsChangeByAtMostTheirPartOrOneChannel()
    {
        CompactTarget budget = CompactTarget.TotalChannels(0.5) with { MaximumChange = 0.05, MinimumFraction = 0.05 };
        WidthAllocation allocation = WidthAllocation.Create(Vgg, budget, new MemoryTerms(OptimizerBuffers: 1));
        int[] current = [.. Vgg.FullWidths.Select(width => width / 2)];
        for (int step = 0; step < 30; step++)
        {
            int[] next = [.. allocation.Best(RandomSaliencies(seed: step), 0.5, current, new SeededRandom(step)).Select(group => group.Length)];
            Assert.Equal(Vgg.FullWidths.Sum() / 2, next.Sum());
            Assert.All(next.Zip(current, Vgg.FullWidths), change => Assert.True(
                Math.Abs(change.First - change.Second) <= Math.Max(1, 0.05 * change.Third), $"from {change.Second} to {change.First} of {change.Third}"));
            current = next;
        }
    }

    [Fact]
    public void DampingYieldsToALimitThatFellFurther()
    {
        CompactTarget budget = CompactTarget.FractionOfMacs(0.1) with { MaximumChange = 0.01 };
        int[] widths = [.. WidthAllocation.Create(Vgg, budget, new MemoryTerms(OptimizerBuffers: 1))
            .Best(RandomSaliencies(seed: 1), 0.1, [.. Vgg.FullWidths], new SeededRandom(1)).Select(group => group.Length)];
        long macs = Models.SmallVggTwin.Compact.CostOf(widths).Macs;
        Assert.True(macs <= Models.SmallVggTwin.Cost.Macs / 10);
        Assert.True(macs > 0.98 * Models.SmallVggTwin.Cost.Macs / 10, $"{macs} is far below the limit");
    }

    [Theory]
    [InlineData(BudgetMeasure.ChannelsOfEachGroup)]
    [InlineData(BudgetMeasure.Channels)]
    [InlineData(BudgetMeasure.Macs)]
    public void ACapOnMemoryIsNeverExceededAndSpent(BudgetMeasure measure)
    {
        CompactTarget all = measure switch
        {
            BudgetMeasure.ChannelsOfEachGroup => CompactTarget.Channels(1),
            BudgetMeasure.Channels => CompactTarget.TotalChannels(1),
            _ => CompactTarget.FractionOfMacs(1),
        };
        MemoryEstimate full = MemoryEstimate.AtStart(Vgg, new() { Target = all, BatchSize = 32 });
        long cap = full.Total * 2 / 3;
        int[] widths = Widths(all.WithinMemory(cap, batchSize: 32), RandomSaliencies(seed: 2));
        long taken = MemoryEstimate.Of(Vgg, widths, 32).Total;
        Assert.InRange(taken, cap * 0.99, cap);

        Refuse(all.WithinMemory(1000, 32), "bytes of memory in a training step, but its minimum widths take");
    }

    [Fact]
    public void ACapOnMemoryForOtherBatchesIsRefused()
    {
        using TrainingData data = SyntheticData.For(Vgg, 64, seed: 1);
        var options = new TrainingOptions { BatchSize = 16, Target = CompactTarget.Channels(0.5).WithinMemory(1_000_000_000, batchSize: 32) };
        Refusal.OfArgument<ArgumentOutOfRangeException>("BatchSize", "the batch size must be the 32 images that the budget's memory cap is for", () => options.Check(data));
    }

    [Fact]
    public void AMemoryEstimateIsItsParts()
    {
        // Everything by hand for one image of PlainVggTwin's first layers would repeat the code: what must hold is how it scales.
        MemoryEstimate one = MemoryEstimate.Of(Vgg, Vgg.FullWidths, 1, new Sgd());
        MemoryEstimate two = MemoryEstimate.Of(Vgg, Vgg.FullWidths, 2, new AdamW());
        int statistics = 2 * Vgg.FullWidths.Sum();
        Assert.Equal(4 * (Models.SmallVggTwin.Cost.Parameters + statistics), one.Parameters);
        Assert.Equal(4 * Models.SmallVggTwin.Cost.Parameters, one.OptimizerState);
        Assert.Equal(3 * one.OptimizerState, two.OptimizerState);
        Assert.Equal((2 * one.Activations, 2 * one.Images, 2 * one.Workspace), (two.Activations, two.Images, two.Workspace));
        int[] half = [.. Vgg.FullWidths.Select(width => width / 2)];
        Assert.InRange((double)MemoryEstimate.Of(Vgg, half, 1).Activations / one.Activations, 0.5, 0.501);
        Assert.Equal(one.Total, MemoryEstimate.Polynomial(Vgg, 1, new MemoryTerms(OptimizerBuffers: 1)).Full());
    }

    private static long MacsAtATenth => Models.SmallVggTwin.Compact.CostOf([.. Vgg.FullWidths.Select(width => (int)Math.Ceiling(width / 10.0))]).Macs;

    private static long MacsOfAChannel(int group)
    {
        int[] less = [.. Vgg.FullWidths];
        less[group]--;
        return Models.SmallVggTwin.Cost.Macs - Models.SmallVggTwin.Compact.CostOf(less).Macs;
    }

    private static long ParametersOf(params int[] widths) => Models.SmallVggTwin.Compact.CostOf(widths).Parameters;

    private static double[][] Equal() => [.. Vgg.Groups.Select(group => new double[group.Arms])];

    private static double[][] RandomSaliencies(int seed)
    {
        var random = new Random(seed);
        return [.. Vgg.Groups.Select(group => Enumerable.Range(0, group.Arms).Select(_ => random.NextDouble()).ToArray())];
    }

    private static int[] Widths(CompactTarget budget, double[][] saliencies) => KeepList.Widths(budget.Choose(Vgg, saliencies));

    private static void Refuse(CompactTarget budget, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<ArgumentException>(() => budget.Choose(Vgg, Equal())).Message, StringComparison.Ordinal);
}
