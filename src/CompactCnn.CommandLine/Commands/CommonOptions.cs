using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>Options that several commands take.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json")
    {
        Description = "print the results as one JSON object, the last line of standard output; everything else goes to standard error",
    };

    /// <summary>What becomes of a folder's pictures that cannot be read.</summary>
    public static Option<bool> SkipBad() => new("--skip-bad")
    {
        Description = "leave out pictures that cannot be read, instead of refusing the folder (image-folder)",
    };

    /// <summary>A folder that may be absent.</summary>
    public static Option<string?> Folder(string name, string description) => Place(name, description, "DIR", "folder");

    /// <summary>A file that may be absent.</summary>
    public static Option<string?> File(string name, string description) => Place(name, description, "FILE", "file");

    private static Option<string?> Place(string name, string description, string helpName, string kind) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = argument =>
        {
            string place = argument.Tokens[0].Value;
            if (string.IsNullOrWhiteSpace(place))
                argument.AddError($"{name} must be a {kind}, but is empty; leave it out or name one");

            return place;
        },
    };
}
