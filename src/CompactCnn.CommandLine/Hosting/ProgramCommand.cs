namespace CompactCnn.CommandLine;

/// <summary>What a user types to start this program: help, hints and reports show commands that can be pasted.</summary>
internal static class ProgramCommand
{
    private const string DotnetRun = "dotnet run -c Release";

    private static readonly Lazy<string> Start = new(() => Find(
        SelfProcess.StartedByDotnet ? null : Environment.ProcessPath,
        SelfProcess.EntryAssembly,
        AppContext.GetData("EntryPointFilePath") as string,
        Environment.CurrentDirectory));

    /// <summary>What builds this program again; null for a published one.</summary>
    public static string? Build { get; } = ProjectOf(SelfProcess.EntryAssembly) is { } project
        ? $"dotnet build -c Release {ShellText.Quote(Near(project, Environment.CurrentDirectory))}"
        : null;

    /// <summary>A command line that can be pasted into a shell.</summary>
    /// <param name="command">What follows the program's name.</param>
    public static string Text(string command) => $"{Start.Value} {command}";

    /// <summary>How a program was most likely started.</summary>
    /// <param name="executable">The executable; null where <c>dotnet</c> runs the assembly.</param>
    /// <param name="assembly">The assembly.</param>
    /// <param name="sourceFile">The source file of a program that is a single file, as the SDK tells it; null for others.</param>
    /// <param name="folder">The current folder.</param>
    internal static string Find(string? executable, string assembly, string? sourceFile, string folder)
    {
        if (sourceFile is not null)
            return $"{DotnetRun} {ShellText.Quote(Near(sourceFile, folder))} --";

        if (ProjectOf(assembly) is { } project)
            return Path.GetFullPath(project) == Path.GetFullPath(folder) ? $"{DotnetRun} --" : $"{DotnetRun} --project {ShellText.Quote(Near(project, folder))} --";

        return executable is null ? $"dotnet {ShellText.Quote(Near(assembly, folder))}" : ShellText.Quote(Executable(executable, folder));
    }

    /// <summary>The folder of the project that built an assembly where it lies, or null: a published program has none.</summary>
    private static string? ProjectOf(string assembly)
    {
        for (DirectoryInfo? folder = Directory.GetParent(assembly); folder is not null; folder = folder.Parent)
        {
            // bin/Release/net10.0/x.dll is of the project above bin; a file that was published into a project's folder is not.
            if (folder.Name == "publish")
                return null;

            if (folder.Name == "bin" && folder.Parent is { } above && above.EnumerateFiles("*.*proj").Any())
                return above.FullName;
        }

        return null;
    }

    /// <summary>A path as it would be typed: relative below the current folder, whole elsewhere.</summary>
    private static string Near(string path, string folder)
    {
        string relative = Path.GetRelativePath(folder, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative;
    }

    /// <summary>A shell looks for a name without a folder elsewhere.</summary>
    private static string Executable(string path, string folder)
    {
        string near = Near(path, folder);
        return near.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) ? near : Path.Combine(".", near);
    }
}
