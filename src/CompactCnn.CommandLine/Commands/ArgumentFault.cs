using System.CommandLine;
using System.CommandLine.Parsing;

namespace CompactCnn.CommandLine;

/// <summary>Says in one sentence what is wrong with the arguments, where System.CommandLine would print pages.</summary>
internal static class ArgumentFault
{
    /// <summary>The first fault.</summary>
    public static string Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        // An option that is not known is taken for an argument, where one is still missing.
        string[] strays = [.. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value), .. parsed.UnmatchedTokens];
        if (strays.FirstOrDefault(token => token.StartsWith('-')) is { } option)
            return $"there is no option '{option}' of '{command.Name}'; {NearestName.Hint(option, OptionsOf(command))}";

        if (parsed.UnmatchedTokens is [string token, ..])
        {
            return command.Subcommands.Count > 0
                ? $"there is no command '{token}'; {NearestName.Hint(token, [.. Names(command.Subcommands)])}"
                : $"'{token}' is one argument too many for '{command.Name}'; leave it out";
        }

        ParseError error = parsed.Errors[0];
        return error.SymbolResult switch
        {
            CommandResult when command.Subcommands.Count > 0 => $"no command was given; expected one of {string.Join(", ", Names(command.Subcommands))}",
            OptionResult { IdentifierTokenCount: > 1 } result => $"{result.Option.Name} was given {result.IdentifierTokenCount} times; give it once",
            OptionResult { Tokens.Count: 0 } result => $"{result.Option.Name} needs a value: {result.Option.Description}",
            ArgumentResult { Tokens.Count: 0 } result => $"{result.Argument.Name} is missing: {result.Argument.Description}",
            _ => error.Message,
        };
    }

    private static string[] OptionsOf(Command command) =>
        [.. Names(command.Options), .. command.Parents.OfType<Command>().SelectMany(parent => Names(parent.Options.Where(option => option.Recursive)))];

    private static IEnumerable<string> Names(IEnumerable<Symbol> symbols) =>
        symbols.Where(symbol => !symbol.Hidden).Select(symbol => symbol.Name);
}
