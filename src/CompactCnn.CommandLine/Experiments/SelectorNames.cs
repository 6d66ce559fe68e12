namespace CompactCnn.CommandLine;

/// <summary>The library's selectors as they are typed, each with its default settings.</summary>
internal static class SelectorNames
{
    /// <summary>Names and selectors; a selector of other settings than the default has the same name.</summary>
    public static ChoiceKind<SelectorOptions> Kind { get; } = new(
        [
            ("cucb", new Cucb()),
            ("greedy", new Greedy()),
            ("random", new RandomChoice()),
            ("epsilon-greedy", new EpsilonGreedy()),
            ("sliding-window-ucb", new SlidingWindowUcb()),
            ("thompson-sampling", new ThompsonSampling()),
        ],
        (one, other) => one.GetType() == other.GetType());
}
