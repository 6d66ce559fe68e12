using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>The name of a data set, as an option or an argument.</summary>
internal static class DatasetOption
{
    /// <summary>The names that a program knows.</summary>
    public static ValueKind<string> Kind(DatasetList datasets) => new ListedKind("data set", datasets.Names);

    /// <summary>The option of commands that do not train.</summary>
    public static Option<string> Option(DatasetList datasets) =>
        ValueOption.Of(SettingTable.Dataset.OptionName, SettingTable.Dataset.Help, Kind(datasets), SettingTable.Dataset.Default);

    /// <summary>The argument of <c>data</c>.</summary>
    public static Argument<string> Argument(DatasetList datasets)
    {
        ValueKind<string> known = Kind(datasets);
        var argument = new Argument<string>("NAME")
        {
            Description = known.Describe(SettingTable.Dataset.Help),
            CustomParser = result => ValueOption.Parse(result, "NAME", known),
        };
        argument.CompletionSources.Add([.. known.Names]);
        return argument;
    }
}
