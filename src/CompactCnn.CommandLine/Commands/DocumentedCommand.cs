using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace CompactCnn.CommandLine;

/// <summary>A command whose help ends with examples that can be pasted.</summary>
/// <param name="name">What is typed.</param>
/// <param name="description">What it does, in a line.</param>
/// <param name="examples">What to type, without the program's name.</param>
internal sealed class DocumentedCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>Tables that help shows before the examples: what a long list of an option's values is about.</summary>
    public IReadOnlyList<HelpTable> Tables { get; init; } = [];

    /// <summary>Makes the help of a program show them; its own shows the first of each command.</summary>
    public static void ShowExamples(RootCommand root)
    {
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Description = "show help and examples";
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        root.Options.OfType<VersionOption>().Single().Description = "print the version";
    }

    private sealed class HelpWithExamples(HelpAction general) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int status = general.Invoke(parseResult);
            Command command = parseResult.CommandResult.Command;
            IEnumerable<string> examples = command is DocumentedCommand documented
                ? documented.Examples
                : command.Subcommands.OfType<DocumentedCommand>().Select(subcommand => subcommand.Examples[0]);
            TextWriter output = parseResult.InvocationConfiguration.Output;
            foreach (HelpTable table in (command as DocumentedCommand)?.Tables ?? [])
                table.WriteTo(output);

            output.WriteLine("Examples:");
            foreach (string example in examples)
                output.WriteLine($"  {ProgramCommand.Text(example)}");

            return status;
        }
    }
}
