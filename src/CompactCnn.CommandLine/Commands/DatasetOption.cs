using System.CommandLine;
using System.CommandLine.Parsing;

namespace CompactCnn.CommandLine;

/// <summary>The name of a data set, as an option or an argument.</summary>
internal static class DatasetOption
{
    public static Option<string> Option(DatasetList datasets)
    {
        var option = new Option<string>("--dataset")
        {
            Description = Describe(datasets),
            HelpName = "NAME",
            DefaultValueFactory = _ => QuickstartSettings.Dataset,
            CustomParser = argument => Parse(argument, datasets),
        };
        option.CompletionSources.Add([.. datasets.Names]);
        return option;
    }

    public static Argument<string> Argument(DatasetList datasets)
    {
        var argument = new Argument<string>("NAME") { Description = Describe(datasets), CustomParser = result => Parse(result, datasets) };
        argument.CompletionSources.Add([.. datasets.Names]);
        return argument;
    }

    private static string Describe(DatasetList datasets) => $"the data set: {string.Join(", ", datasets.Names)}";

    private static string Parse(ArgumentResult argument, DatasetList datasets)
    {
        string name = argument.Tokens[0].Value.ToLowerInvariant();
        if (!datasets.Names.Contains(name))
            argument.AddError($"there is no data set '{name}'; {NearestName.Hint(name, datasets.Names)}");

        return name;
    }
}
