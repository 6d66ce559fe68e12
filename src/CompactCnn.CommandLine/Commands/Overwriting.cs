using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>Nothing of the user's is replaced unless they say so.</summary>
internal static class Overwriting
{
    public const string Name = "--overwrite";

    /// <summary>The option that says so.</summary>
    /// <param name="what">What is replaced.</param>
    public static Option<bool> Option(string what) => new(Name) { Description = $"replace {what}" };

    /// <summary>Refuses a path at which something lies.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">The path.</param>
    /// <param name="overwrite">Whether it may be replaced.</param>
    /// <exception cref="UsageException">Something lies there, and may not.</exception>
    public static void Check(string option, string path, bool overwrite)
    {
        if (overwrite || !Path.Exists(path))
            return;

        // A folder, a pipe or a device would not be replaced anyhow.
        string mend = File.Exists(path) ? $"give another, or add {Name} to replace it" : "give another";
        throw new UsageException($"{option} '{path}' is there already; {mend}");
    }
}
