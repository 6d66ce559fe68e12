namespace CompactCnn.Examples;

/// <summary>The methods that can be compared.</summary>
internal static class ComparisonMethods
{
    public const string Dense = "dense";

    public const string Cucb = "cucb";

    public const string Literal = "literal";

    /// <summary>Every method, in the order in which to show them.</summary>
    public static IReadOnlyList<ComparisonMethod> All { get; } =
    [
        new DenseMethod(Dense, "the full network, for as many epochs as the method trains and fine-tunes"),
        new SlicedMethod(Cucb, "the method with its defaults", settings => settings.Selection()),
        new SlicedMethod(Literal, "Algorithm 1 as published: a constant budget, a new choice at every step, full exploration", settings => SelectionOptions.Literal(settings.Active)),
        new SlicedMethod("greedy", "the method without exploration", settings => settings.Selection() with { Selector = new Greedy() }),
        new SlicedMethod("random-schedule", "the method's schedule with random scores: what saliency is worth", settings => settings.Selection() with { Selector = new RandomChoice() }),
        new SlicedMethod("random-steps", "random channels at every step", settings => SelectionOptions.Literal(settings.Active, randomSteps: 0) with { Selector = new RandomChoice { Persistent = false } }),
        new OtherChannelsMethod("random-after", "random channels of the model that the method trained, fine-tuned (the paper's control)", Cucb),
        new ScratchMethod("scratch-e", "the compact architecture from scratch, for the method's epochs"),
        new ScratchMethod("scratch-b", "the compact architecture from scratch, for the method's training MACs", Cucb),
        new PruningMethod("prune-taylor", "the dense network, its channels of the highest Taylor saliency fine-tuned", BySaliency: true),
        new PruningMethod("prune-l1", "the dense network, its channels of the largest weights fine-tuned", BySaliency: false),
    ];

    /// <summary>Every method's name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(method => method.Name)];

    /// <summary>The method of a name.</summary>
    public static ComparisonMethod Named(string name) => All.First(method => method.Name == name);

    /// <summary>The methods asked for and those that they need, in order.</summary>
    public static IReadOnlyList<ComparisonMethod> WithNeeded(IReadOnlyCollection<string> names)
    {
        var needed = new HashSet<string>(names, StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (Named(name).After is { } after)
                needed.Add(after);
        }

        return [.. All.Where(method => needed.Contains(method.Name))];
    }
}
