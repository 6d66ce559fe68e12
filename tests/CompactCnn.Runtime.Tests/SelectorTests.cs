namespace CompactCnn.Runtime.Tests;

/// <summary>The scores of the selectors.</summary>
public class SelectorTests
{
    /// <summary>One of each kind.</summary>
    internal static SelectorOptions[] All { get; } =
    [
        new Cucb(), new Cucb { ExplorationFactor = 1.5 }, new Greedy(), new EpsilonGreedy(), new SlidingWindowUcb { Window = 10 },
        new ThompsonSampling(), new RandomChoice(), new RandomChoice { Persistent = false },
    ];

    public static TheoryData<int> Selectors => [.. Enumerable.Range(0, All.Length)];

    /// <summary>Figure 2 of the paper, reconstructed: t = 900.</summary>
    [Fact]
    public void CucbGivesTheNumbersOfThePapersFigure()
    {
        ChannelGate gate = Gates.Played([793, 432, 0], [0.52, 0.31, 0]);
        double[] scores = Scores(new Cucb { ExplorationFactor = 1.5 }, gate, step: 900);
        Assert.Equal(0.6334, scores[0], 4);
        Assert.Equal(0.4637, scores[1], 4);
        Assert.Equal(double.PositiveInfinity, scores[2]);
    }

    [Fact]
    public void CucbIsTheMeanAndABonusByTheNaturalLogarithm()
    {
        var random = new Random(4);
        for (int i = 0; i < 100; i++)
        {
            long plays = random.Next(1, 50);
            double mean = random.NextDouble();
            long step = random.Next(1, 100_000);
            double factor = 2 * random.NextDouble();
            ChannelGate gate = Gates.Played([plays], [mean]);
            double expected = gate.MeanSaliency[0] + Math.Sqrt(factor * Math.Log(step) / plays);
            Assert.Equal(expected, Scores(new Cucb { ExplorationFactor = factor }, gate, step)[0], 1e-12);
        }
    }

    [Fact]
    public void GreedyHasNoBonus()
    {
        ChannelGate gate = Gates.Played([1, 1000, 0], [0.3, 0.7, 0]);
        double[] scores = Scores(new Greedy(), gate, step: 5000);
        Assert.Equal([0.3, 0.7, double.PositiveInfinity], scores.Select(score => Math.Round(score, 12)));
    }

    [Fact]
    public void EpsilonGreedyPrefersAtRandomWithItsProbability()
    {
        ChannelGate gate = Gates.Played([1, 1, 1, 0], [0.1, 0.2, 0.3, 0]);
        ChannelSelector selector = new EpsilonGreedy { Epsilon = 0.2 }.Create(seed: 3);
        double[] scores = new double[4];
        int preferred = 0;
        for (int step = 1; step <= 2000; step++)
        {
            selector.Score(gate, step, scores);
            preferred += scores.Take(3).Count(double.IsPositiveInfinity);
            Assert.Equal(double.PositiveInfinity, scores[3]);
            Assert.All(scores.Take(3).Zip(gate.MeanSaliency.ToArray()), pair => Assert.True(double.IsPositiveInfinity(pair.First) || pair.First == pair.Second));
        }

        // 6,000 draws at 0.2: the standard deviation is 31.
        Assert.InRange(preferred, 1200 - 155, 1200 + 155);
    }

    [Fact]
    public void ThompsonDrawsAroundTheMeanAndNarrowerTheMoreWasSeen()
    {
        ChannelGate gate = Gates.Played([1, 100, 0], [0.4, 0.6, 0]);
        ChannelSelector selector = new ThompsonSampling { Deviation = 0.3 }.Create(seed: 3);
        double[] scores = new double[3];
        var draws = new List<double[]>();
        for (int step = 1; step <= 4000; step++)
        {
            selector.Score(gate, step, scores);
            Assert.Equal(double.PositiveInfinity, scores[2]);
            draws.Add([.. scores]);
        }

        foreach ((int channel, double mean, double deviation) in new[] { (0, 0.4, 0.3), (1, 0.6, 0.03) })
        {
            double average = draws.Average(draw => draw[channel]);
            double spread = Math.Sqrt(draws.Average(draw => Math.Pow(draw[channel] - average, 2)));
            Assert.Equal(mean, average, deviation * 0.08);
            Assert.Equal(deviation, spread, deviation * 0.06);
        }
    }

    [Fact]
    public void ASlidingWindowForgetsAndFallsBackToAllTime()
    {
        ChannelGate gate = Gates.Of(2)[0];
        ChannelSelector selector = new SlidingWindowUcb { Window = 4, ExplorationFactor = 0.5 }.Create(seed: 1);
        double[] scores = new double[2];
        Play([0, 1], [1, 0.8]);
        Play([0], [1]);
        for (int i = 0; i < 3; i++)
        {
            Play([0], [0.2]);
        }

        // The window holds 1, 0.2, 0.2, 0.2 of the first channel and nothing of the second.
        selector.Score(gate, 6, scores);
        Assert.Equal(0.4 + Math.Sqrt(0.5 * Math.Log(4) / 4), scores[0], 1e-12);
        Assert.Equal(0.8 + Math.Sqrt(0.5 * Math.Log(4)), scores[1], 1e-12);
        selector.Rank(gate, scores);
        Assert.Equal(0.4, scores[0], 1e-12);
        Assert.Equal(0.8, scores[1], 1e-12);
        selector.Rank(Gates.Of(2)[0], scores);
        Assert.All(scores, score => Assert.Equal(double.NegativeInfinity, score));

        void Play(int[] channels, double[] rewards)
        {
            gate.Activate(channels);
            gate.Observe(rewards);
            selector.Observe(gate, rewards);
        }
    }

    [Fact]
    public void ASlidingWindowLongerThanTheRunIsCucb()
    {
        ChannelGate gate = Gates.Of(5)[0];
        ChannelSelector window = new SlidingWindowUcb { Window = 1000, ExplorationFactor = 0.3 }.Create(seed: 1);
        ChannelSelector cucb = new Cucb { ExplorationFactor = 0.3 }.Create(seed: 1);
        var random = new Random(2);
        double[] expected = new double[5];
        double[] actual = new double[5];
        for (int step = 1; step <= 300; step++)
        {
            window.Score(gate, step, actual);
            cucb.Score(gate, step, expected);
            Assert.All(expected.Zip(actual), pair => Assert.True(pair.First == pair.Second || Math.Abs(pair.First - pair.Second) < 1e-12));
            gate.Activate([.. Enumerable.Range(0, 5).Where(_ => random.Next(2) == 0)]);
            double[] rewards = [.. gate.Active.ToArray().Select(_ => random.NextDouble())];
            gate.Observe(rewards);
            window.Observe(gate, rewards);
        }
    }

    [Fact]
    public void PersistentRandomScoresStayAndOthersChange()
    {
        ChannelGate[] gates = Gates.Of(6, 6);
        foreach (bool persistent in new[] { true, false })
        {
            ChannelSelector selector = new RandomChoice { Persistent = persistent }.Create(seed: 5);
            double[] first = Scores(selector, gates[0], 1);
            double[] second = Scores(selector, gates[0], 2);
            Assert.Equal(persistent, first.SequenceEqual(second));
            Assert.NotEqual(first, Scores(selector, gates[1], 1));
            Assert.All(first, score => Assert.InRange(score, 0, 1));
        }
    }

    [Fact]
    public void RandomChoiceIgnoresSaliencyToTheEnd()
    {
        ChannelGate gate = Gates.Played([5, 5, 5, 0], [0.1, 0.2, 0.9, 0]);
        ChannelSelector selector = new RandomChoice().Create(seed: 5);
        double[] scores = Scores(selector, gate, 1);
        double[] ranks = new double[4];
        selector.Rank(gate, ranks);
        Assert.Equal(scores, ranks);
    }

    [Fact]
    public void ByDefaultTheRankIsTheMeanAndUntriedChannelsAreLast()
    {
        ChannelGate gate = Gates.Played([3, 0, 5], [0, 0, 0.9]);
        double[] ranks = new double[3];
        new Cucb().Create(seed: 1).Rank(gate, ranks);
        Assert.Equal([0, double.NegativeInfinity, 0.9], ranks.Select(rank => Math.Round(rank, 12)));
    }

    [Theory]
    [MemberData(nameof(Selectors))]
    public void EverySelectorTriesEveryChannelAndSettlesOnTheBest(int index)
    {
        SelectorOptions options = All[index];
        ChannelGate gate = Gates.Of(12)[0];
        ChannelSelection selection = Gates.Selection(
            [gate],
            Choices.Constant(0.25, new() { Selector = options, ReselectEvery = 1, FreezeAfter = 1, Normalization = SaliencyNormalization.None }),
            totalSteps: 600,
            seed: 2);
        var noise = new Random(1);
        for (int step = 0; step < 600; step++)
        {
            selection.Choose();
            selection.Observe([[.. gate.Active.ToArray().Select(channel => (channel % 4 == 0 ? 0.8 : 0.3) + (0.1 * noise.NextDouble()))]]);
        }

        if (options is RandomChoice random)
        {
            Assert.Equal(random.Persistent ? 3 : 12, gate.Plays.ToArray().Count(plays => plays > 0));
            return;
        }

        Assert.All(gate.Plays.ToArray(), plays => Assert.True(plays > 0));
        Assert.Equal([0, 4, 8], Assert.Single(selection.Keep()));
    }

    private static double[] Scores(SelectorOptions options, ChannelGate gate, long step) => Scores(options.Create(seed: 1), gate, step);

    private static double[] Scores(ChannelSelector selector, ChannelGate gate, long step)
    {
        double[] scores = new double[gate.Group.Arms];
        selector.Score(gate, step, scores);
        return scores;
    }
}
