using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>Options that take a number and are no setting of a run.</summary>
internal static class NumberOption
{
    /// <summary>A whole number.</summary>
    public static Option<int> Whole(string name, string description, int minimum, int maximum, int defaultValue) =>
        ValueOption.Of(name, description, Numbers.Whole(minimum, maximum), defaultValue);

    /// <summary>A seed: any whole number.</summary>
    public static Option<long> Seed(string name, string description, long defaultValue) =>
        ValueOption.Of(name, description, Numbers.Seed, defaultValue);

    /// <summary>A fraction above 0 and at most 1.</summary>
    public static Option<double> Fraction(string name, string description, double defaultValue) =>
        ValueOption.Of(name, description, Numbers.Fraction, defaultValue);
}
