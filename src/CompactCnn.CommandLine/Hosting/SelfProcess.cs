using System.Diagnostics;

namespace CompactCnn.CommandLine;

/// <summary>This program again, in a process of its own: whatever its name, whether built, published or a single file.</summary>
internal static class SelfProcess
{
    /// <summary>How to start this program with other arguments.</summary>
    /// <param name="arguments">The arguments, without the program's name.</param>
    public static ProcessStartInfo StartInfo(params IEnumerable<string> arguments) =>
        new(Environment.ProcessPath!, [.. StartedByDotnet ? [EntryAssembly] : Array.Empty<string>(), .. arguments]) { UseShellExecute = false };

    /// <summary>Whether <c>dotnet program.dll</c> started it: then the process is dotnet's, and the program its first argument.</summary>
    public static bool StartedByDotnet { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.OrdinalIgnoreCase);

    /// <summary>The program's assembly; of a single file, the file itself.</summary>
    public static string EntryAssembly { get; } = Path.GetFullPath(Environment.GetCommandLineArgs()[0]);
}
