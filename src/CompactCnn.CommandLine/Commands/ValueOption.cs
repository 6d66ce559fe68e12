using System.CommandLine;
using System.CommandLine.Parsing;

namespace CompactCnn.CommandLine;

/// <summary>Options that take a value of a kind; another is refused in a sentence, before any work begins.</summary>
internal static class ValueOption
{
    /// <summary>An option.</summary>
    /// <param name="name">Its name, with dashes.</param>
    /// <param name="description">What it is.</param>
    /// <param name="values">The values.</param>
    /// <param name="defaultValue">The value where none is given.</param>
    public static Option<T> Of<T>(string name, string description, ValueKind<T> values, T defaultValue)
    {
        var option = new Option<T>(name)
        {
            Description = values.Describe(description),
            HelpName = values.HelpName,
            DefaultValueFactory = _ => defaultValue,
            CustomParser = argument => Parse(argument, name, values),
        };
        option.CompletionSources.Add([.. values.Names]);
        return option;
    }

    /// <summary>An option whose help shows the default as it is typed; of no default where that is null.</summary>
    /// <inheritdoc cref="Of"/>
    public static Option<Choice<T>> Named<T>(string name, string description, ValueKind<T> values, T defaultValue)
    {
        var option = new Option<Choice<T>>(name)
        {
            Description = values.Describe(description),
            HelpName = values.HelpName,
            DefaultValueFactory = defaultValue is null ? null : _ => new Choice<T>(values.Print(defaultValue), defaultValue),
            CustomParser = argument => new Choice<T>(argument.Tokens[0].Value, Parse(argument, name, values)),
        };
        option.CompletionSources.Add([.. values.Names]);
        return option;
    }

    /// <summary>The value of what was typed; what is none is refused.</summary>
    public static T Parse<T>(ArgumentResult argument, string name, ValueKind<T> values)
    {
        string text = argument.Tokens[0].Value;
        if (!values.TryParse(text, out T value))
            argument.AddError(values.Refuse(name, text));

        return value;
    }
}

/// <summary>A value, and what is typed for it.</summary>
internal readonly record struct Choice<T>(string Name, T Value)
{
    public override string ToString() => Name;
}
