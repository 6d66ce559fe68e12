namespace CompactCnn;

/// <summary>The arms of the highest mean reward, without exploration; each is tried once first.</summary>
public sealed record Greedy : SelectorOptions
{
    /// <inheritdoc/>
    public override ChannelSelector Create(long seed) => new CucbSelector(explorationFactor: 0);
}
