using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>Nothing of the user's is replaced unless they say so.</summary>
internal static class Overwriting
{
    public const string Name = "--overwrite";

    /// <summary>The option that says so.</summary>
    /// <param name="what">What is replaced.</param>
    public static Option<bool> Option(string what) => new(Name) { Description = $"replace {what}" };

    /// <summary>Refuses a path at which something lies, and always one at which no file can be written.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">The path; a link to nothing is nothing.</param>
    /// <param name="overwrite">Whether a file that lies there may be replaced.</param>
    /// <exception cref="UsageException">Something lies there, and may not be replaced, or cannot.</exception>
    public static void Check(string option, string path, bool overwrite)
    {
        try
        {
            RegularFile.WriteTarget(path);
        }
        catch (IOException exception)
        {
            throw new UsageException($"{option} '{path}' cannot be written: {exception.Message.TrimEnd('.')}; give another");
        }

        if (!overwrite && FileStatus.KindOf(path) != FileKind.Nothing)
            throw new UsageException($"{option} '{path}' is there already; give another, or add {Name} to replace it");
    }
}
