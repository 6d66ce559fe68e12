using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CompactCnn.CommandLine;

/// <summary>Options that take a number in a range; what is outside is refused in a sentence, before any work begins.</summary>
internal static class NumberOption
{
    /// <summary>A whole number.</summary>
    public static Option<int> Whole(string name, string description, int minimum, int maximum, int defaultValue) => new(name)
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"{description}, {minimum} to {maximum}"),
        HelpName = "N",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = argument => ParseWhole(argument, name, minimum, maximum),
    };

    /// <summary>A seed: any whole number.</summary>
    public static Option<long> Seed(string name, string description, long defaultValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = argument =>
        {
            if (!long.TryParse(argument.Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
                argument.AddError($"{name} must be a whole number, but is '{argument.Text()}'");

            return value;
        },
    };

    /// <summary>A fraction above 0 and at most 1.</summary>
    public static Option<double> Fraction(string name, string description, double defaultValue) => new(name)
    {
        Description = $"{description}, above 0 and at most 1",
        HelpName = "F",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = argument =>
        {
            if (!double.TryParse(argument.Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !(value > 0 && value <= 1))
                argument.AddError($"{name} must be a number above 0 and at most 1, but is '{argument.Text()}'");

            return value;
        },
    };

    /// <summary>A number above 0.</summary>
    public static Option<double> Positive(string name, string description, double defaultValue) => new(name)
    {
        Description = $"{description}, above 0",
        HelpName = "X",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = argument => ParsePositive(argument, name),
    };

    /// <summary>A number above 0 that may be absent.</summary>
    public static Option<double?> OptionalPositive(string name, string description) => new(name)
    {
        Description = $"{description}; above 0",
        HelpName = "X",
        CustomParser = argument => ParsePositive(argument, name),
    };

    /// <summary>An optional part of a whole, 0 or more and below 1.</summary>
    public static Option<double?> OptionalPart(string name, string description) => new(name)
    {
        Description = $"{description}; 0 or more and below 1",
        HelpName = "X",
        CustomParser = argument =>
        {
            if (!double.TryParse(argument.Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !(value >= 0 && value < 1))
                argument.AddError($"{name} must be 0 or more and below 1, but is '{argument.Text()}'");

            return value;
        },
    };

    private static double ParsePositive(ArgumentResult argument, string name)
    {
        if (!double.TryParse(argument.Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !(value > 0 && double.IsFinite(value)))
            argument.AddError($"{name} must be a number above 0, but is '{argument.Text()}'");

        return value;
    }

    private static int ParseWhole(ArgumentResult argument, string name, int minimum, int maximum)
    {
        if (!int.TryParse(argument.Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) || value < minimum || value > maximum)
            argument.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number, {minimum} to {maximum}, but is '{argument.Text()}'"));

        return value;
    }

    private static string Text(this ArgumentResult argument) => argument.Tokens[0].Value;
}
