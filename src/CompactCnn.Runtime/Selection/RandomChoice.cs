namespace CompactCnn;

/// <summary>Arms at random, whatever their saliency: the control that isolates what saliency is worth.</summary>
public sealed record RandomChoice : SelectorOptions
{
    /// <summary>
    /// True: an arm draws its score once and keeps it, so that shrinking is the only change (the same schedule as a
    /// selector that has settled). False: new scores at every selection. Default true.
    /// </summary>
    public bool Persistent { get; init; } = true;

    /// <inheritdoc/>
    public override ChannelSelector Create(long seed) => new RandomSelector(seed, Persistent);
}

/// <summary>The scores of <see cref="RandomChoice"/>.</summary>
/// <param name="seed">Seed of the scores.</param>
/// <param name="persistent">Whether an arm keeps its score.</param>
internal sealed class RandomSelector(long seed, bool persistent) : ChannelSelector
{
    private readonly SeededRandom _random = new(seed);

    public override void Score(ChannelGate gate, long step, Span<double> scores) =>
        Draw(persistent ? Of(gate) : _random, scores);

    // Ranking by saliency at the end would make the control another method.
    public override void Rank(ChannelGate gate, Span<double> scores) => Draw(Of(gate), scores);

    public override void Transfer(RunState state, IReadOnlyList<ChannelGate> gates) => _random.Transfer(state, "random");

    private SeededRandom Of(ChannelGate gate) => new(SeededRandom.Derive(seed, gate.Index));

    private static void Draw(SeededRandom random, Span<double> scores)
    {
        foreach (ref double score in scores)
        {
            score = random.NextDouble();
        }
    }
}
