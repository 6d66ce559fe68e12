using System.Globalization;
using System.Text.Json;

namespace CompactCnn.CommandLine;

/// <summary>What is limited, and by how much where that is not a fraction.</summary>
/// <param name="Measure">What is limited.</param>
/// <param name="Limit">The most parameters or MACs; null where a fraction is given.</param>
internal readonly record struct BudgetChoice(BudgetMeasure Measure, long? Limit);

/// <summary>What a run's budget limits, as it is typed.</summary>
internal sealed class BudgetKind : ValueKind<BudgetChoice>
{
    private static readonly ChoiceKind<BudgetMeasure> Measures = Choices.Of(
        ("per-layer", BudgetMeasure.ChannelsOfEachGroup),
        ("global", BudgetMeasure.Channels),
        ("parameters", BudgetMeasure.Parameters),
        ("macs", BudgetMeasure.Macs));

    /// <inheritdoc/>
    public override string HelpName => "per-layer|global|parameters[=N]|macs[=N]";

    /// <inheritdoc/>
    public override string Rule => $"{Measures.Rule}, or a whole number above 0 of them, as parameters=50000 or macs=2000000";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names => Measures.Names;

    /// <inheritdoc/>
    public override bool TryParse(string text, out BudgetChoice value)
    {
        value = default;
        string[] parts = text.Split('=', 2);
        if (!Measures.TryParse(parts[0], out BudgetMeasure measure))
            return false;

        value = new BudgetChoice(measure, null);
        if (parts.Length == 1)
            return true;

        bool isLimit = long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long limit) && limit > 0
            && measure is (BudgetMeasure.Parameters or BudgetMeasure.Macs);
        value = new BudgetChoice(measure, limit);
        return isLimit;
    }

    /// <inheritdoc/>
    public override string Print(BudgetChoice value) =>
        Measures.Print(value.Measure) + (value.Limit is { } limit ? string.Create(CultureInfo.InvariantCulture, $"={limit}") : "");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter file, BudgetChoice value) => file.WriteStringValue(Print(value));

    /// <inheritdoc/>
    public override bool TryRead(JsonElement element, out BudgetChoice value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.String && TryParse(element.GetString()!, out value);
    }
}
