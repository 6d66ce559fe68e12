namespace CompactCnn;

/// <summary>
/// Combinatorial upper confidence bound: an arm's score is the mean of its rewards plus a bonus for having been tried
/// rarely (Chen, Wang and Yuan, ICML 2013; Algorithm 1 of Spasov and Lio, BMVC 2019).
/// </summary>
public sealed record Cucb : SelectorOptions
{
    /// <summary>
    /// The factor c in <c>mu + sqrt(c ln t / T)</c>. 1.5 as published; the bonus is of order 1 then, and with rewards in
    /// 0..1 it exchanges about half of the active channels at every selection of a short run. Default 0.02.
    /// </summary>
    public double ExplorationFactor { get; init; } = 0.02;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The exploration factor is negative or not finite.</exception>
    public override ChannelSelector Create(long seed)
    {
        if (!(ExplorationFactor >= 0 && double.IsFinite(ExplorationFactor)))
        {
            throw new ArgumentOutOfRangeException(nameof(ExplorationFactor), ExplorationFactor, "the exploration factor must be 0 or more");
        }

        return new CucbSelector(ExplorationFactor);
    }
}

/// <summary>The scores of <see cref="Cucb"/>.</summary>
/// <param name="explorationFactor">The factor c in <c>mu + sqrt(c ln t / T)</c>.</param>
internal sealed class CucbSelector(double explorationFactor) : ChannelSelector
{
    public override void Score(ChannelGate gate, long step, Span<double> scores)
    {
        double weight = explorationFactor * Math.Log(step);
        ReadOnlySpan<long> plays = gate.Plays;
        ReadOnlySpan<double> means = gate.MeanSaliency;
        for (int arm = 0; arm < scores.Length; arm++)
        {
            scores[arm] = plays[arm] == 0
                ? double.PositiveInfinity
                : means[arm] + Math.Sqrt(weight / plays[arm]);
        }
    }

    public override void Transfer(RunState state, IReadOnlyList<ChannelGate> gates)
    {
        // The gates remember plays and means.
    }
}
