namespace CompactCnn.CommandLine;

/// <content>Which channels are active, how many from step to step, and what groups get of a budget.</content>
internal static partial class SettingTable
{
    /// <summary>What values the channels.</summary>
    public static RecipeSetting<SelectorOptions> Selector { get; } = new(
        "selector",
        nameof(SelectionOptions.Selector),
        SelectorNames.Kind,
        recipe => recipe.Selection.Selector,
        (recipe, value) => Select(recipe, selection => selection with { Selector = value }))
    {
        Help = "what chooses the active channels, by what was seen of their saliency",
        Commands = RunCommands.Train,
        IsVariation = true,
    };

    /// <summary>How much a selector of confidence bounds explores; absent for others, which it turns into CUCB.</summary>
    public static RecipeSetting<double?> ExplorationFactor { get; } = new(
        "exploration",
        nameof(Cucb.ExplorationFactor),
        new OptionalKind<double>(Numbers.NotNegative),
        recipe => recipe.Selection.Selector switch
        {
            Cucb cucb => cucb.ExplorationFactor,
            SlidingWindowUcb sliding => sliding.ExplorationFactor,
            _ => null,
        },
        (recipe, value) => value is not { } factor ? recipe : Select(recipe, selection => selection with
        {
            Selector = selection.Selector is SlidingWindowUcb sliding
                ? sliding with { ExplorationFactor = factor }
                : new Cucb { ExplorationFactor = factor },
        }))
    {
        Help = "how much CUCB, or its sliding window, explores",
        IsVariation = true,
    };

    /// <summary>The steps that a sliding window has; absent for other selectors, which it turns into that one.</summary>
    public static RecipeSetting<int?> Window { get; } = new(
        "window",
        nameof(SlidingWindowUcb.Window),
        new OptionalKind<int>(Numbers.Whole(1, int.MaxValue)),
        recipe => (recipe.Selection.Selector as SlidingWindowUcb)?.Window,
        (recipe, value) => value is not { } steps ? recipe : Select(recipe, selection => selection with
        {
            Selector = selection.Selector is SlidingWindowUcb sliding
                ? sliding with { Window = steps }
                : new SlidingWindowUcb { Window = steps },
        }))
    {
        Help = "the last steps that the selector sliding-window-ucb remembers",
        IsVariation = true,
    };

    /// <summary>What is active at the beginning.</summary>
    public static RecipeSetting<double> ShrinkFrom { get; } = new(
        "start",
        nameof(Shrinking.From),
        Numbers.Part,
        recipe => recipe.Shrinking.From,
        (recipe, value) => recipe with { Shrinking = recipe.Shrinking with { From = value } })
    {
        Help = "the fraction that is active when the channels begin to shrink",
        IsVariation = true,
    };

    /// <summary>How long the channels shrink.</summary>
    public static RecipeSetting<double> ShrinkOver { get; } = new(
        "shrink-over",
        nameof(Shrinking.Over),
        Numbers.Part,
        recipe => recipe.Shrinking.Over,
        (recipe, value) => recipe with { Shrinking = recipe.Shrinking with { Over = value } })
    {
        Help = "the part of the steps after the warm-up over which the channels shrink",
        IsVariation = true,
    };

    /// <summary>The shape of the shrinking.</summary>
    public static RecipeSetting<double> ShrinkPower { get; } = new(
        "shrink-power",
        nameof(Shrinking.Power),
        Numbers.Positive,
        recipe => recipe.Shrinking.Power,
        (recipe, value) => recipe with { Shrinking = recipe.Shrinking with { Power = value } })
    {
        Help = "the shape of the shrinking: 1 is a straight line, 3 shrinks fast at first",
        IsVariation = true,
    };

    /// <summary>When the choice is frozen.</summary>
    public static RecipeSetting<double> FreezeAfter { get; } = new(
        "freeze-after",
        nameof(SelectionOptions.FreezeAfter),
        Numbers.Part,
        recipe => recipe.Selection.FreezeAfter,
        (recipe, value) => Select(recipe, selection => selection with { FreezeAfter = value }))
    {
        Help = "the part of the steps after the warm-up after which the choice is frozen, not before channels have shrunk; 1: never",
        IsVariation = true,
    };

    /// <summary>How often channels are chosen.</summary>
    public static RecipeSetting<int> ReselectEvery { get; } = new(
        "reselect-every",
        nameof(SelectionOptions.ReselectEvery),
        Numbers.Whole(1, int.MaxValue),
        recipe => recipe.Selection.ReselectEvery,
        (recipe, value) => Select(recipe, selection => selection with { ReselectEvery = value }))
    {
        Help = "steps between two choices of the active channels",
        IsVariation = true,
    };

    /// <summary>How saliency is measured.</summary>
    public static RecipeSetting<SaliencyForm> Saliency { get; } = new(
        "saliency",
        nameof(SelectionOptions.Saliency),
        Choices.OfAll<SaliencyForm>(),
        recipe => recipe.Selection.Saliency,
        (recipe, value) => Select(recipe, selection => selection with { Saliency = value }))
    {
        Help = "how the saliency of a channel is measured",
        IsVariation = true,
    };

    /// <summary>What saliency is counted for.</summary>
    public static RecipeSetting<SaliencyScale?> SaliencyScale { get; } = new(
        "saliency-scale",
        nameof(SelectionOptions.SaliencyScale),
        new OptionalKind<SaliencyScale>(Choices.OfAll<SaliencyScale>()),
        recipe => recipe.Selection.SaliencyScale,
        (recipe, value) => Select(recipe, selection => selection with { SaliencyScale = value }))
    {
        Help = "what saliency is counted for; absent: as what is compared needs it",
        IsVariation = true,
    };

    /// <summary>How saliencies become rewards.</summary>
    public static RecipeSetting<SaliencyNormalization> Normalization { get; } = new(
        "normalization",
        nameof(SelectionOptions.Normalization),
        Choices.OfAll<SaliencyNormalization>(),
        recipe => recipe.Selection.Normalization,
        (recipe, value) => Select(recipe, selection => selection with { Normalization = value }))
    {
        Help = "how saliencies become rewards",
        IsVariation = true,
    };

    /// <summary>What a normalisation compares.</summary>
    public static RecipeSetting<NormalizationScope?> NormalizeOver { get; } = new(
        "normalize-over",
        nameof(SelectionOptions.NormalizeOver),
        new OptionalKind<NormalizationScope>(Choices.OfAll<NormalizationScope>()),
        recipe => recipe.Selection.NormalizeOver,
        (recipe, value) => Select(recipe, selection => selection with { NormalizeOver = value }))
    {
        Help = "what a normalisation compares; absent: as the objective needs it",
        IsVariation = true,
    };

    /// <summary>What widths are to make large.</summary>
    public static RecipeSetting<BudgetObjective> Objective { get; } = new(
        "objective",
        nameof(CompactTarget.Objective),
        Choices.OfAll<BudgetObjective>(),
        recipe => recipe.Target.Objective,
        (recipe, value) => recipe with { Target = recipe.Target with { Objective = value } })
    {
        Help = "what the widths of groups that compete are to make large",
        IsVariation = true,
    };

    /// <summary>Which groups compete.</summary>
    public static RecipeSetting<BudgetScope> Scope { get; } = new(
        "scope",
        nameof(CompactTarget.Scope),
        Choices.OfAll<BudgetScope>(),
        recipe => recipe.Target.Scope,
        (recipe, value) => recipe with { Target = recipe.Target with { Scope = value } })
    {
        Help = "which groups compete for a budget",
        IsVariation = true,
    };

    /// <summary>What a channel's cost counts.</summary>
    public static RecipeSetting<double> CostExponent { get; } = new(
        "cost-exponent",
        nameof(CompactTarget.CostExponent),
        Numbers.NotNegative,
        recipe => recipe.Target.CostExponent,
        (recipe, value) => recipe with { Target = recipe.Target with { CostExponent = value } })
    {
        Help = "the exponent a of saliency / cost^a, which chooses channels where groups compete; its default follows from the budget",
        IsVariation = true,
    };

    /// <summary>What every group keeps at least.</summary>
    public static RecipeSetting<double> MinimumFraction { get; } = new(
        "minimum-fraction",
        nameof(CompactTarget.MinimumFraction),
        Numbers.Part,
        recipe => recipe.Target.MinimumFraction,
        (recipe, value) => recipe with { Target = recipe.Target with { MinimumFraction = value } })
    {
        Help = "the fraction of its channels that every group keeps at least; its default follows from the budget",
        IsVariation = true,
    };

    /// <summary>By how much widths may change.</summary>
    public static RecipeSetting<double> MaximumChange { get; } = new(
        "maximum-change",
        nameof(CompactTarget.MaximumChange),
        Numbers.Fraction,
        recipe => recipe.Target.MaximumChange,
        (recipe, value) => recipe with { Target = recipe.Target with { MaximumChange = value } })
    {
        Help = "the fraction of a group's channels by which its width may change from one choice to the next",
        IsVariation = true,
    };

    private static CompactTrainingOptions Select(CompactTrainingOptions recipe, Func<SelectionOptions, SelectionOptions> change) =>
        recipe with { Selection = change(recipe.Selection) };
}
