using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace CompactCnn.CommandLine;

/// <summary>Numbers in a range.</summary>
/// <param name="helpName">What help shows in a number's place.</param>
/// <param name="rule">Which there are, as it goes on after "must be".</param>
/// <param name="range">The range in words; empty where all are in it.</param>
/// <param name="style">How one is typed.</param>
/// <param name="isInRange">Whether the range has it.</param>
internal sealed class NumberKind<T>(string helpName, string rule, string range, NumberStyles style, Func<T, bool> isInRange) : ValueKind<T>
    where T : struct, INumber<T>
{
    /// <inheritdoc/>
    public override string HelpName => helpName;

    /// <inheritdoc/>
    public override string Rule => rule;

    /// <inheritdoc/>
    public override string Range => range;

    /// <inheritdoc/>
    public override bool TryParse(string text, out T value) =>
        T.TryParse(text, style, CultureInfo.InvariantCulture, out value) && T.IsFinite(value) && isInRange(value);

    /// <inheritdoc/>
    public override string Print(T value) => value.ToString(null, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter file, T value) => file.WriteRawValue(Print(value));

    /// <inheritdoc/>
    public override bool TryRead(JsonElement element, out T value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Number && TryParse(element.GetRawText(), out value);
    }
}

/// <summary>The ranges of numbers that settings have.</summary>
internal static class Numbers
{
    /// <summary>Any whole number.</summary>
    public static NumberKind<long> Seed { get; } = new("N", "a whole number", "", NumberStyles.AllowLeadingSign, _ => true);

    /// <summary>A fraction of which something is left.</summary>
    public static NumberKind<double> Fraction { get; } = Real("F", "a number ", "above 0 and at most 1", value => value is > 0 and <= 1);

    /// <summary>Above 0.</summary>
    public static NumberKind<double> Positive { get; } = Real("X", "a number ", "above 0", value => value > 0);

    /// <summary>0 or more.</summary>
    public static NumberKind<double> NotNegative { get; } = Real("X", "", "0 or more", value => value >= 0);

    /// <summary>A part of a whole.</summary>
    public static NumberKind<double> Part { get; } = Real("X", "a number, ", "0 to 1", value => value is >= 0 and <= 1);

    /// <summary>A part of a whole that is not all of it.</summary>
    public static NumberKind<double> PartBelowOne { get; } = Real("X", "", "0 or more and below 1", value => value is >= 0 and < 1);

    /// <summary>Whole numbers from one to another.</summary>
    public static NumberKind<int> Whole(int minimum, int maximum)
    {
        string range = FormattableString.Invariant($"{minimum} to {maximum}");
        return new("N", $"a whole number, {range}", range, NumberStyles.AllowLeadingSign, value => value >= minimum && value <= maximum);
    }

    private static NumberKind<double> Real(string helpName, string noun, string range, Func<double, bool> isInRange) =>
        new(helpName, noun + range, range, NumberStyles.Float, isInRange);
}
