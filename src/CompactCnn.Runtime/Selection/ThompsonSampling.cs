namespace CompactCnn;

/// <summary>
/// An arm's score is drawn from a normal distribution around the mean of its rewards, narrower the more often it was
/// active (Thompson, 1933; the Gaussian form of Agrawal and Goyal, AISTATS 2013).
/// </summary>
public sealed record ThompsonSampling : SelectorOptions
{
    /// <summary>Standard deviation of the score of an arm that was active once, 0 or more. Default 0.3.</summary>
    public double Deviation { get; init; } = 0.3;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is negative or not finite.</exception>
    public override ChannelSelector Create(long seed)
    {
        if (!(Deviation >= 0 && double.IsFinite(Deviation)))
        {
            throw new ArgumentOutOfRangeException(nameof(Deviation), Deviation, "the deviation must be 0 or more");
        }

        return new ThompsonSelector(Deviation, seed);
    }
}

/// <summary>The scores of <see cref="ThompsonSampling"/>.</summary>
/// <param name="deviation">Standard deviation of the score of an arm that was active once.</param>
/// <param name="seed">Seed of the draws.</param>
internal sealed class ThompsonSelector(double deviation, long seed) : ChannelSelector
{
    private readonly SeededRandom _random = new(seed);

    public override void Score(ChannelGate gate, long step, Span<double> scores)
    {
        for (int arm = 0; arm < scores.Length; arm++)
        {
            double draw = _random.NextNormal();
            scores[arm] = gate.Plays[arm] == 0
                ? double.PositiveInfinity
                : gate.MeanSaliency[arm] + (draw * deviation / Math.Sqrt(gate.Plays[arm]));
        }
    }

    public override void Transfer(RunState state, IReadOnlyList<ChannelGate> gates) => _random.Transfer(state, "random");
}
