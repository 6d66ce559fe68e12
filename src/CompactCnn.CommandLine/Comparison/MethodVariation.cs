using System.Globalization;
using System.Text.Json;

namespace CompactCnn.CommandLine;

/// <summary>A setting of a method that is otherwise than usual, as <c>reselect-every=100</c>: for tuning and ablation.</summary>
internal sealed class MethodVariation
{
    private static readonly (string Name, Func<string, MethodVariation?> Parse)[] Known =
    [
        ("learning-rate", Rate((settings, value) => settings with { LearningRate = value })),
        ("learning-rate-warmup", Rise((settings, value) => settings with { LearningRateWarmup = value })),
        ("fine-tune-learning-rate", Rate((settings, value) => settings with { FineTuneLearningRate = value })),
        ("teacher-epochs", Count((settings, value) => settings with { TeacherEpochs = value })),
        ("warmup", Whole((settings, value) => settings with { WarmupEpochs = value })),
        ("start", Part((settings, value) => settings with { ShrinkFrom = value })),
        ("shrink-over", Part((settings, value) => settings with { ShrinkOver = value })),
        ("freeze-after", Part((settings, value) => settings with { FreezeAfter = value })),
        ("exploration", Number((options, value) => options with { Selection = options.Selection with { Selector = new Cucb { ExplorationFactor = value } } })),
        ("selector", text => SelectorNames.All.FirstOrDefault(known => known.Name == text).Selector is { } selector ? OfRecipe(options => options with { Selection = options.Selection with { Selector = selector } }) : null),
        ("window", Steps((options, value) => options with { Selection = options.Selection with { Selector = new SlidingWindowUcb { Window = value } } })),
        ("shrink-power", Positive((options, value) => options with { Shrinking = options.Shrinking with { Power = value } })),
        ("reselect-every", Steps((options, value) => options with { Selection = options.Selection with { ReselectEvery = value } })),
        ("normalization", Choice<SaliencyNormalization>((options, value) => options with { Selection = options.Selection with { Normalization = value } })),
        ("normalize-over", Choice<NormalizationScope>((options, value) => options with { Selection = options.Selection with { NormalizeOver = value } })),
        ("saliency", Choice<SaliencyForm>((options, value) => options with { Selection = options.Selection with { Saliency = value } })),
        ("saliency-scale", Choice<SaliencyScale>((options, value) => options with { Selection = options.Selection with { SaliencyScale = value } })),
        ("objective", Choice<BudgetObjective>((options, value) => options with { Target = options.Target with { Objective = value } })),
        ("scope", Choice<BudgetScope>((options, value) => options with { Target = options.Target with { Scope = value } })),
        ("cost-exponent", Number((options, value) => options with { Target = options.Target with { CostExponent = value } })),
        ("minimum-fraction", Number((options, value) => options with { Target = options.Target with { MinimumFraction = Math.Min(1, value) } })),
        ("maximum-change", Fraction((options, value) => options with { Target = options.Target with { MaximumChange = value } })),
        ("multiple-of", Steps((options, value) => options with { Target = options.Target with { MultipleOf = value } })),
    ];

    private MethodVariation(Func<MethodSettings, MethodSettings> settings, Func<CompactTrainingOptions, CompactTrainingOptions> recipe)
    {
        Settings = settings;
        Recipe = recipe;
    }

    /// <summary>The names of the settings that can be varied.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Select(known => known.Name)];

    /// <summary>Varies the settings of a cell.</summary>
    public Func<MethodSettings, MethodSettings> Settings { get; }

    /// <summary>Varies what the settings of a cell do not name.</summary>
    public Func<CompactTrainingOptions, CompactTrainingOptions> Recipe { get; }

    /// <summary>The variation of a text as <c>name=value</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problem">Why there is none; empty if there is.</param>
    public static MethodVariation? Find(string text, out string problem)
    {
        string[] parts = text.Split('=', 2);
        int index = Array.FindIndex(Known, known => known.Name == parts[0]);
        if (index < 0)
        {
            problem = $"a method has no setting '{parts[0]}'; {NearestName.Hint(parts[0], Names)}";
            return null;
        }

        MethodVariation? variation = parts.Length == 2 ? Known[index].Parse(parts[1]) : null;
        problem = variation is null ? $"the setting '{parts[0]}' of a method cannot be '{(parts.Length == 2 ? parts[1] : "")}'" : "";
        return variation;
    }

    private static Func<string, MethodVariation?> Rate(Func<MethodSettings, double, MethodSettings> vary) =>
        text => Number(text) is > 0 and { } value ? OfSettings(settings => vary(settings, value)) : null;

    private static Func<string, MethodVariation?> Part(Func<MethodSettings, double, MethodSettings> vary) =>
        text => Number(text) is >= 0 and <= 1 and { } value ? OfSettings(settings => vary(settings, value)) : null;

    private static Func<string, MethodVariation?> Rise(Func<MethodSettings, double, MethodSettings> vary) =>
        text => Number(text) is >= 0 and < 1 and { } value ? OfSettings(settings => vary(settings, value)) : null;

    private static Func<string, MethodVariation?> Whole(Func<MethodSettings, int, MethodSettings> vary) =>
        text => WholeNumber(text) is { } value ? OfSettings(settings => vary(settings, value)) : null;

    private static Func<string, MethodVariation?> Count(Func<MethodSettings, int, MethodSettings> vary) =>
        text => WholeNumber(text) is > 0 and { } value ? OfSettings(settings => vary(settings, value)) : null;

    private static Func<string, MethodVariation?> Number(Func<CompactTrainingOptions, double, CompactTrainingOptions> vary) =>
        text => Number(text) is >= 0 and { } value ? OfRecipe(options => vary(options, value)) : null;

    private static Func<string, MethodVariation?> Fraction(Func<CompactTrainingOptions, double, CompactTrainingOptions> vary) =>
        text => Number(text) is > 0 and <= 1 and { } value ? OfRecipe(options => vary(options, value)) : null;

    private static Func<string, MethodVariation?> Positive(Func<CompactTrainingOptions, double, CompactTrainingOptions> vary) =>
        text => Number(text) is > 0 and { } value ? OfRecipe(options => vary(options, value)) : null;

    private static Func<string, MethodVariation?> Steps(Func<CompactTrainingOptions, int, CompactTrainingOptions> vary) =>
        text => WholeNumber(text) is > 0 and { } value ? OfRecipe(options => vary(options, value)) : null;

    private static Func<string, MethodVariation?> Choice<T>(Func<CompactTrainingOptions, T, CompactTrainingOptions> vary)
        where T : struct, Enum =>
        text => Member<T>(text) is { } value ? OfRecipe(options => vary(options, value)) : null;

    private static MethodVariation OfSettings(Func<MethodSettings, MethodSettings> vary) => new(vary, options => options);

    private static MethodVariation OfRecipe(Func<CompactTrainingOptions, CompactTrainingOptions> vary) => new(settings => settings, vary);

    private static T? Member<T>(string text)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()) == text).Select(value => (T?)value).FirstOrDefault();

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;

    private static int? WholeNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
