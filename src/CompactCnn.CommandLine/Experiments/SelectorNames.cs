namespace CompactCnn.CommandLine;

/// <summary>The library's selectors as they are typed, each with its default settings.</summary>
internal static class SelectorNames
{
    public static IReadOnlyList<(string Name, SelectorOptions Selector)> All { get; } =
    [
        ("cucb", new Cucb()),
        ("greedy", new Greedy()),
        ("random", new RandomChoice()),
        ("epsilon-greedy", new EpsilonGreedy()),
        ("sliding-window-ucb", new SlidingWindowUcb()),
        ("thompson-sampling", new ThompsonSampling()),
    ];

    /// <summary>How a selector is typed.</summary>
    public static string Of(SelectorOptions selector) => All.Single(known => known.Selector == selector).Name;
}
