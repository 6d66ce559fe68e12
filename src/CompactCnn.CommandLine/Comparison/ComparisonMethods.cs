using System.Collections.Concurrent;

namespace CompactCnn.CommandLine;

/// <summary>The methods that can be compared.</summary>
internal static class ComparisonMethods
{
    public const string Dense = "dense";

    public const string Cucb = "cucb";

    public const string Literal = "literal";

    public const string GlobalMacs = "global-macs";

    /// <summary>Every method, in the order in which to show them.</summary>
    public static IReadOnlyList<ComparisonMethod> All { get; } =
    [
        new DenseMethod(Dense, "the full network, for as many epochs as the method trains and fine-tunes"),
        new SlicedMethod(Cucb, "the method with its defaults", (recipe, _) => recipe),
        new SlicedMethod("taught", "the method after half of its epochs on the full network, which teaches it from then on", (recipe, _) => recipe) { IsTaught = true },
        new SlicedMethod(Literal, "Algorithm 1 as published: a constant budget, a new choice at every step, full exploration", (recipe, _) => Constant(recipe, SelectionOptions.Literal())),
        new SlicedMethod("greedy", "the method without exploration", (recipe, _) => Select(recipe, new Greedy())),
        new SlicedMethod("random-schedule", "the method's schedule with random scores: what saliency is worth", (recipe, _) => Select(recipe, new RandomChoice())),
        new SlicedMethod("random-steps", "random channels at every step", (recipe, _) => Constant(recipe, SelectionOptions.Literal(randomSteps: 0) with { Selector = new RandomChoice { Persistent = false } })),
        new SlicedMethod(GlobalMacs, "the method with widths that the groups compete for, within the MACs of the compact architecture", (recipe, uniform) => recipe with { Target = CompactTarget.Macs(uniform.Macs) }),
        new SlicedMethod("global-parameters", "the same within its parameters", (recipe, uniform) => recipe with { Target = CompactTarget.Parameters(uniform.Parameters) }),
        new OtherChannelsMethod("random-after", "random channels of the model that the method trained, fine-tuned (the paper's control)", Cucb),
        new ScratchMethod("scratch-e", "the compact architecture from scratch, for the method's epochs"),
        new ScratchMethod("scratch-b", "the compact architecture from scratch, for the method's training MACs", Cucb, ScratchLength.TrainingMacs),
        new ScratchMethod("scratch-s", "the compact architecture from scratch, for the method's seconds", Cucb, ScratchLength.Seconds),
        new ScratchMethod("scratch-widths", "the widths that the method found, from scratch, for the method's epochs", GlobalMacs, SameWidths: true),
        new ScratchMethod("scratch-widths-b", "the same for the method's training MACs", GlobalMacs, ScratchLength.TrainingMacs, SameWidths: true),
        new DistilledMethod("distill", "the compact architecture from scratch in the rest of the epochs, taught by the full network of 'taught'") { IsTaught = true },
        new PruningMethod("prune-taylor", "the dense network, its channels of the highest Taylor saliency fine-tuned", BySaliency: true),
        new PruningMethod("prune-l1", "the dense network, its channels of the largest weights fine-tuned", BySaliency: false),
    ];

    /// <summary>Every method's name.</summary>
    public static List<string> Names { get; } = [.. All.Select(method => method.Name)];

    private static ConcurrentDictionary<string, (ComparisonMethod? Method, string Problem)> Known { get; } = new(StringComparer.Ordinal);

    /// <summary>The methods asked for and those that they need, in order.</summary>
    public static IReadOnlyList<ComparisonMethod> WithNeeded(IReadOnlyCollection<string> names)
    {
        var needed = new List<ComparisonMethod>();
        foreach (string name in names)
            Add(Named(name));

        return [.. needed.OrderBy(Order)];

        void Add(ComparisonMethod method)
        {
            if (method.After is { } after)
                Add(Named(after));

            if (!needed.Contains(method))
                needed.Add(method);
        }
    }

    /// <summary>The method of a name that was checked.</summary>
    public static ComparisonMethod Named(string name) => Find(name, out string problem) ?? throw new ArgumentException(problem, nameof(name));

    /// <summary>Where a method is shown: with that of the plain name.</summary>
    public static int Order(ComparisonMethod method) => Names.IndexOf(PlainName(method.Name));

    /// <summary>
    /// The method of a name: one of the list, a control of another method (<c>scratch-b@greedy</c>), one with settings of
    /// its own (<c>cucb+reselect-every=100+exploration=0.1</c>), or both (<c>scratch-b@cucb+shrink-over=0.2</c>).
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="problem">Why there is no such method; empty if there is.</param>
    /// <returns>The same instance for the same name; null if there is no such method.</returns>
    public static ComparisonMethod? Find(string name, out string problem)
    {
        (ComparisonMethod? method, problem) = Known.GetOrAdd(name, Parse);
        return method;
    }

    private static CompactTrainingOptions Select(CompactTrainingOptions recipe, SelectorOptions selector) =>
        recipe with { Selection = recipe.Selection with { Selector = selector } };

    /// <summary>As many channels at every step; the learning rate rises as if they shrank.</summary>
    private static CompactTrainingOptions Constant(CompactTrainingOptions recipe, SelectionOptions selection) =>
        recipe with { Shrinking = recipe.Shrinking with { From = 0 }, Selection = selection };

    private static string PlainName(string name) => name.Split('@', '+')[0];

    private static (ComparisonMethod? Method, string Problem) Parse(string name)
    {
        string[] control = name.Split('@', 2);
        if (control.Length == 2)
        {
            if (Find(control[1], out string problem) is not { } other)
                return (null, problem);

            ComparisonMethod? of = Find(control[0], out problem)?.Of(other.Name);
            return problem.Length > 0 ? (null, problem)
                : other is not SlicedMethod ? (null, $"'{other.Name}' in '{name}' must be a method that trains with few active channels")
                : of is null ? (null, $"'{control[0]}' in '{name}' is no control of a method")
                : (of with { Name = name }, "");
        }

        string[] parts = name.Split('+');
        if (All.FirstOrDefault(method => method.Name == parts[0]) is not { } plain)
            return (null, $"there is no method '{parts[0]}'; {NearestName.Hint(parts[0], Names)}");

        if (parts.Length == 1)
            return (plain, "");

        var variations = new List<Func<RunSettings, RunSettings>>();
        foreach (string part in parts[1..])
        {
            if (MethodVariation.Find(part, out string problem) is not { } variation)
                return (null, problem);

            variations.Add(variation);
        }

        ComparisonMethod varied = plain with { Name = name, Variations = variations };
        // Half of the epochs are a teacher's where nothing is said, and without one the method is another.
        return varied.IsTaught && varied.Vary(RunSettings.Default).Recipe.TeacherEpochs == 0
            ? (null, $"the setting '{SettingTable.TeacherEpochs.Name}' of a method cannot be '0' in '{plain.Name}', which is taught; give 1 or more")
            : (varied, "");
    }
}
