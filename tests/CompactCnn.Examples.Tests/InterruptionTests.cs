using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CompactCnn.Examples.Tests;

/// <summary>Ctrl-C and the request to terminate, in the middle of training.</summary>
public sealed partial class InterruptionTests : IDisposable
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public void EndsAtOnceAndLeavesACheckpoint(int signal)
    {
        if (!OperatingSystem.IsWindows())
            AssertEndsAt(signal, ["dotnet", ProgramRun.Program, .. LongTraining]);
    }

    [Fact]
    public void EndsAtOnceInTheBackgroundOfAScriptToo()
    {
        // Shells start background commands so.
        if (OperatingSystem.IsLinux())
            AssertEndsAt(Interrupt, ["sh", "-c", "trap '' INT; exec dotnet \"$@\"", "sh", ProgramRun.Program, .. LongTraining]);
    }

    private static string[] LongTraining =>
        ["train", "fashion-vgg", "--limit-images", "64", "--batch", "16", "--epochs", "100000", "--out", "out", "--json"];

    private void AssertEndsAt(int signal, string[] command)
    {
        Process process = ProgramRun.StartCommand(_folder, command);
        // The first line of progress: training has begun.
        Assert.StartsWith("training 0 %", process.StandardError.ReadLine(), StringComparison.Ordinal);
        var clock = Stopwatch.StartNew();
        Assert.Equal(0, Kill(process.Id, signal));
        ProgramRun run = ProgramRun.Finish(process);

        Assert.Equal(ExitStatus.Interrupted, run.Status);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        string checkpoint = Assert.Single(Directory.GetFiles(_folder.Of("out", "checkpoints", "training")));
        Assert.EndsWith($"interrupted; the same command with --resume goes on from 'out/checkpoints/training/{Path.GetFileName(checkpoint)}'\n", run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Equal([_folder.Of("out", "checkpoints")], Directory.GetFileSystemEntries(_folder.Of("out")));
        AssertGoesOn();
    }

    /// <summary>What was left is accepted, without a warning, and trained on.</summary>
    private void AssertGoesOn()
    {
        using Process process = ProgramRun.StartCommand(_folder, ["dotnet", ProgramRun.Program, .. LongTraining, "--resume"]);
        Assert.StartsWith("training 0 %", process.StandardError.ReadLine(), StringComparison.Ordinal);
        process.Kill();
        process.WaitForExit();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
