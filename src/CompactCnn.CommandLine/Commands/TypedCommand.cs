using System.CommandLine;
using System.Globalization;

namespace CompactCnn.CommandLine;

/// <summary>The command line that a user typed, as one that can be pasted.</summary>
internal static class TypedCommand
{
    /// <summary>The whole command, with options that were left out but that its result, or its place, depends on.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="spelledOut">Options that are named whether or not they were typed, and their values.</param>
    public static string Of(ParseResult parsed, params IEnumerable<(Option Option, object Value)> spelledOut)
    {
        IEnumerable<string> added = spelledOut
            .Where(option => parsed.GetResult(option.Option) is null or { Implicit: true })
            .SelectMany(option => new[] { option.Option.Name, Convert.ToString(option.Value, CultureInfo.InvariantCulture)! });
        return ProgramCommand.Text(ShellText.Of([.. parsed.Tokens.Select(token => token.Value), .. added]));
    }
}
