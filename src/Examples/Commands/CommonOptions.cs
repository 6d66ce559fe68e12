using System.CommandLine;

namespace CompactCnn.Examples;

/// <summary>Options that several commands take.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json")
    {
        Description = "print the results as one JSON object, the last line of standard output; everything else goes to standard error",
    };

    /// <summary>For tests and trials; hidden from help.</summary>
    public static Option<int?> LimitImages()
    {
        Option<int?> option = NumberOption.OptionalWhole("--limit-images", "use the first N images of each part of the data set only", 2, 1_000_000);
        option.Hidden = true;
        return option;
    }

    /// <summary>A folder that may be absent.</summary>
    public static Option<string?> Folder(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DIR",
        CustomParser = argument =>
        {
            string folder = argument.Tokens[0].Value;
            if (string.IsNullOrWhiteSpace(folder))
                argument.AddError($"{name} must be a folder, but is empty; leave it out or name one");

            return folder;
        },
    };
}
