using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CompactCnn.CommandLine;

/// <summary>What is limited, and by how much where that is not a fraction.</summary>
/// <param name="Measure">What is limited.</param>
/// <param name="Limit">The most parameters or MACs; null where <c>--active</c> says the fraction.</param>
internal readonly record struct BudgetChoice(BudgetMeasure Measure, long? Limit)
{
    /// <summary>The fraction of a model that it leaves active.</summary>
    public double Fraction(CostTable cost, double active) =>
        Limit is { } limit ? Math.Min(1, (double)limit / (Measure == BudgetMeasure.Parameters ? cost.Parameters : cost.Macs)) : active;

    /// <summary>As it is typed.</summary>
    public override string ToString() => BudgetOption.NameOf(Measure) + (Limit is { } limit ? string.Create(CultureInfo.InvariantCulture, $"={limit}") : "");
}

/// <summary>The option that says what a run's budget limits.</summary>
internal static class BudgetOption
{
    public const string Name = "--budget";

    private static readonly (string Name, BudgetMeasure Measure)[] Measures =
    [
        ("per-layer", BudgetMeasure.ChannelsOfEachGroup),
        ("global", BudgetMeasure.Channels),
        ("parameters", BudgetMeasure.Parameters),
        ("macs", BudgetMeasure.Macs),
    ];

    public static Option<BudgetChoice> Option()
    {
        var option = new Option<BudgetChoice>(Name)
        {
            Description = "what --active is a fraction of: the channels of every group (per-layer), all channels (global), parameters or macs; or a limit instead of --active, as parameters=50000 or macs=2000000",
            HelpName = "per-layer|global|parameters[=N]|macs[=N]",
            DefaultValueFactory = _ => default,
            CustomParser = Parse,
        };
        option.CompletionSources.Add([.. Measures.Select(measure => measure.Name)]);
        return option;
    }

    /// <summary>How a measure is typed.</summary>
    public static string NameOf(BudgetMeasure measure) => Measures.Single(known => known.Measure == measure).Name;

    private static BudgetChoice Parse(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        string[] parts = text.Split('=', 2);
        int index = Array.FindIndex(Measures, measure => measure.Name == parts[0]);
        if (index >= 0 && parts.Length == 1)
            return new BudgetChoice(Measures[index].Measure, null);

        if (index >= 0 && Measures[index].Measure is BudgetMeasure.Parameters or BudgetMeasure.Macs
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long limit) && limit > 0)
        {
            return new BudgetChoice(Measures[index].Measure, limit);
        }

        argument.AddError($"{Name} must be per-layer, global, parameters or macs, or a whole number above 0 of them, as parameters=50000 or macs=2000000, but is '{text}'");
        return default;
    }
}
