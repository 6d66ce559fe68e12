using System.CommandLine;
using System.CommandLine.Parsing;

namespace CompactCnn.CommandLine;

/// <summary>The name of a data set, as an option or an argument.</summary>
internal static class DatasetOption
{
    private static readonly string[] Names = [.. DatasetCatalog.Entries.Select(entry => entry.Name)];

    public static Option<string> Option()
    {
        var option = new Option<string>("--dataset")
        {
            Description = Description,
            HelpName = "NAME",
            DefaultValueFactory = _ => QuickstartSettings.Dataset,
            CustomParser = Parse,
        };
        option.CompletionSources.Add(Names);
        return option;
    }

    public static Argument<string> Argument()
    {
        var argument = new Argument<string>("NAME") { Description = Description, CustomParser = Parse };
        argument.CompletionSources.Add(Names);
        return argument;
    }

    private static string Description => $"the data set: {string.Join(", ", Names)}";

    private static string Parse(ArgumentResult argument)
    {
        string name = argument.Tokens[0].Value.ToLowerInvariant();
        if (!Names.Contains(name))
            argument.AddError($"there is no data set '{name}'; {NearestName.Hint(name, Names)}");

        return name;
    }
}
