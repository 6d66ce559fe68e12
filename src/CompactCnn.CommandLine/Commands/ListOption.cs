using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CompactCnn.CommandLine;

/// <summary>Several values of one option.</summary>
internal sealed record CommaSeparated<T>(IReadOnlyList<T> Values)
{
    /// <summary>As they are typed.</summary>
    public override string ToString() => string.Join(',', Values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));
}

/// <summary>Options that take a choice, or several with commas between them.</summary>
internal static class ListOption
{
    /// <summary>Fractions above 0 and at most 1.</summary>
    public static Option<CommaSeparated<double>> Fractions(string name, string description, double[] defaults) => new(name)
    {
        Description = $"{Numbers.Fraction.Describe(description)}, with commas between them",
        HelpName = "F,...",
        DefaultValueFactory = _ => new(defaults),
        CustomParser = argument => new([.. Parts(argument).Select(part =>
        {
            if (!Numbers.Fraction.TryParse(part, out double value))
                argument.AddError($"{name} must be numbers {Numbers.Fraction.Range} with commas between them, but has '{part}'");

            return value;
        })]),
    };

    /// <summary>Several names that are checked one by one.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it is.</param>
    /// <param name="completions">Names to complete.</param>
    /// <param name="defaults">The names where none are given.</param>
    /// <param name="problem">What is wrong with a name; null if nothing.</param>
    public static Option<CommaSeparated<string>> Checked(string name, string description, IReadOnlyList<string> completions, string[] defaults, Func<string, string?> problem)
    {
        var option = new Option<CommaSeparated<string>>(name)
        {
            Description = description,
            HelpName = "NAME,...",
            DefaultValueFactory = _ => new(defaults),
            CustomParser = argument =>
            {
                string[] parts = Parts(argument);
                if (parts.Select(problem).FirstOrDefault(found => found is not null) is { } first)
                    argument.AddError(first);

                return new(parts);
            },
        };
        option.CompletionSources.Add([.. completions]);
        return option;
    }

    private static string[] Parts(ArgumentResult argument) => argument.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries);
}
