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
        Description = $"{description}, above 0 and at most 1, with commas between them",
        HelpName = "F,...",
        DefaultValueFactory = _ => new(defaults),
        CustomParser = argument => new([.. Parts(argument).Select(part =>
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !(value > 0 && value <= 1))
                argument.AddError($"{name} must be numbers above 0 and at most 1 with commas between them, but has '{part}'");

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

    /// <summary>One of a list of names.</summary>
    public static Option<string> Name(string name, string description, IReadOnlyList<string> names, string defaultName)
    {
        var option = new Option<string>(name)
        {
            Description = $"{description}: {string.Join(", ", names)}",
            HelpName = "NAME",
            DefaultValueFactory = _ => defaultName,
            CustomParser = argument => Known(argument, argument.Tokens[0].Value, $"value of {name}", names),
        };
        option.CompletionSources.Add([.. names]);
        return option;
    }

    private static string[] Parts(ArgumentResult argument) => argument.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries);

    private static string Known(ArgumentResult argument, string part, string kind, IReadOnlyList<string> names)
    {
        if (!names.Contains(part))
            argument.AddError($"there is no {kind} '{part}'; {NearestName.Hint(part, names)}");

        return part;
    }
}
