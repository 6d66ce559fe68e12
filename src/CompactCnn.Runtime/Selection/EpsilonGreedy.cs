namespace CompactCnn;

/// <summary>
/// The arms of the highest mean reward, except that each is preferred at random with a small probability
/// (Sutton and Barto, Reinforcement Learning, section 2.2).
/// </summary>
public sealed record EpsilonGreedy : SelectorOptions
{
    /// <summary>Probability of an arm to be preferred at random, 0 to 1. Default 0.05.</summary>
    public double Epsilon { get; init; } = 0.05;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of its range.</exception>
    public override ChannelSelector Create(long seed)
    {
        if (!(Epsilon >= 0 && Epsilon <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Epsilon), Epsilon, "the probability of a random choice must be 0 to 1");
        }

        return new EpsilonGreedySelector(Epsilon, seed);
    }
}

/// <summary>The scores of <see cref="EpsilonGreedy"/>.</summary>
/// <param name="epsilon">Probability of an arm to be preferred at random.</param>
/// <param name="seed">Seed of these choices.</param>
internal sealed class EpsilonGreedySelector(double epsilon, long seed) : ChannelSelector
{
    private readonly SeededRandom _random = new(seed);

    public override void Score(ChannelGate gate, long step, Span<double> scores)
    {
        for (int arm = 0; arm < scores.Length; arm++)
        {
            bool preferred = _random.NextDouble() < epsilon || gate.Plays[arm] == 0;
            scores[arm] = preferred ? double.PositiveInfinity : gate.MeanSaliency[arm];
        }
    }

    public override void Transfer(RunState state, IReadOnlyList<ChannelGate> gates) => _random.Transfer(state, "random");
}
