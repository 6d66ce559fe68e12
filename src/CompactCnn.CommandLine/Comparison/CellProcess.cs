using System.Diagnostics;
using System.Text.Json;

namespace CompactCnn.CommandLine;

/// <summary>Runs a cell in a process of its own: its peak memory is its own, and no cell depends on those before it.</summary>
internal static class CellProcess
{
    /// <summary>The hidden command that a process of a cell is started with.</summary>
    public const string Command = "compare-cell";

    /// <summary>Runs it; its progress goes to this process's standard error, unless others run beside it.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="run">What the cells of a comparison share.</param>
    /// <param name="cancellation">Ends the process.</param>
    /// <returns>False where the cell failed; it was said why.</returns>
    /// <exception cref="OperationCanceledException">The user asked to end.</exception>
    public static bool Run(CellRequest request, CompareRun run, CancellationToken cancellation)
    {
        using Process process = Process.Start(Start(request, run))
            ?? throw new WorkFailedException("no process could be started for a cell");
        using CancellationTokenRegistration registration = cancellation.Register(() => End(process));
        string? last = run.Jobs > 1 ? LastLine(process.StandardError) : null;
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode == ExitStatus.Interrupted)
            throw new OperationCanceledException();

        if (process.ExitCode != ExitStatus.Success && last is not null)
            CommandOutput.WriteRemark(last);

        return process.ExitCode == ExitStatus.Success;
    }

    /// <summary>Of a process that failed, why: the lines before are progress.</summary>
    private static string? LastLine(StreamReader lines)
    {
        string? last = null;
        while (lines.ReadLine() is { } line)
            last = line;

        return last;
    }

    private static ProcessStartInfo Start(CellRequest request, CompareRun run)
    {
        ProcessStartInfo start = SelfProcess.StartInfo(
            [Command, JsonSerializer.Serialize(request, ResultJson.Plain.CellRequest), "--out", run.ResultFolder, .. run.SharedArguments()]);
        start.RedirectStandardError = run.Jobs > 1;
        return start;
    }

    /// <summary>A terminal's Ctrl-C reaches both processes; a request to terminate reaches only this one.</summary>
    private static void End(Process process)
    {
        if (!process.WaitForExit(TimeSpan.FromSeconds(1)))
            process.Kill();
    }
}
