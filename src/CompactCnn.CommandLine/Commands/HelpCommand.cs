using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary><c>help</c> and <c>help train</c>, for who does not think of <c>--help</c>.</summary>
internal static class HelpCommand
{
    private const string Name = "help";

    /// <summary>Makes the command of a program.</summary>
    /// <param name="root">The program's commands, of which it shows the help.</param>
    public static Command Create(RootCommand root)
    {
        var names = new Argument<string[]>("COMMAND")
        {
            Description = "the command to explain, as 'train' or 'data show'; absent: all, in a line each",
        };
        var command = new DocumentedCommand(Name, "show help and examples, of the program or of a command", "help train") { names };
        command.SetAction(parsed =>
        {
            string[] path = parsed.GetValue(names) ?? [];
            Command explained = root;
            foreach (string name in path)
            {
                Command[] known = [.. explained.Subcommands.Where(subcommand => !subcommand.Hidden)];
                string[] knownNames = [.. known.Select(subcommand => subcommand.Name)];
                explained = known.FirstOrDefault(subcommand => subcommand.Name == name)
                    ?? throw new UsageException($"there is no command '{string.Join(' ', path)}'; {NearestName.Hint(name, knownNames)}");
            }

            return root.Parse([.. path, "--help"]).Invoke();
        });
        return command;
    }
}
