using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CompactCnn.CommandLine.Tests;

/// <summary>What a run of the program left.</summary>
/// <param name="Status">Its exit status.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
internal sealed partial record ProgramRun(int Status, string Output, string Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>The program as the build leaves it.</summary>
    public static string Program { get; } = Place("Program");

    /// <summary>The web service as the build leaves it.</summary>
    public static string WebService { get; } = Place("WebService");

    /// <summary>The repository's root.</summary>
    public static string Repository { get; } = Place("Repository");

    /// <summary>The last line of standard output, as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Output.TrimEnd('\n').Split('\n')[^1]).RootElement;

    /// <summary>Runs the program in a folder and waits for it.</summary>
    public static ProgramRun In(TemporaryFolder folder, params string[] arguments) => Finish(Start(folder, arguments));

    /// <summary>Starts the program in a folder, on one thread.</summary>
    public static Process Start(TemporaryFolder folder, params string[] arguments) => Start(folder, Program, arguments);

    /// <summary>Starts a copy of the program in a folder, on one thread.</summary>
    public static Process Start(TemporaryFolder folder, string program, string[] arguments) => StartCommand(folder, ["dotnet", program, .. arguments]);

    /// <summary>Starts a command in a folder, on one thread.</summary>
    public static Process StartCommand(TemporaryFolder folder, string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["XDG_CACHE_HOME"] = folder.Path;
        start.Environment.Remove("COMPACTCNN_DATA");
        return Process.Start(start)!;
    }

    /// <summary>Reads standard error up to a line that begins so: what comes before says what the work is on.</summary>
    public static void AssertSays(Process process, string beginning)
    {
        string? line;
        do
        {
            line = process.StandardError.ReadLine();
            Assert.False(line is null, $"the program ended before it said '{beginning}'");
        }
        while (!line.StartsWith(beginning, StringComparison.Ordinal));
    }

    /// <summary>Reads what is left to read and waits.</summary>
    public static ProgramRun Finish(Process process)
    {
        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill();
                throw new TimeoutException($"the program did not end within {Patience}: {errors.Result}");
            }

            return new ProgramRun(process.ExitCode, output.Result, LibraryRemarks().Replace(errors.Result, ""));
        }
    }

    /// <summary>Asserts that the program refused its arguments or input as the contract says.</summary>
    /// <param name="expected">Pieces of the sentence.</param>
    public void AssertRefused(params string[] expected) => AssertFault(ExitStatus.Usage, expected);

    /// <summary>Asserts a fault: the status, one line on standard error and nothing on standard output.</summary>
    public void AssertFault(int status, params string[] expected)
    {
        string line = Assert.Single(Errors.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.All(expected, piece => Assert.Contains(piece, line, StringComparison.Ordinal));
        Assert.Empty(Output);
        Assert.Equal(status, Status);
    }

    private static string Place(string name) => typeof(ProgramRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == name).Value!;

    /// <summary>What libtorch itself prints about processors that a library of its own does not know; nothing can silence it.</summary>
    [GeneratedRegex(@"^\[W\d+ [^\]]*\.cpp:\d+\].*\n", RegexOptions.Multiline)]
    private static partial Regex LibraryRemarks();
}
