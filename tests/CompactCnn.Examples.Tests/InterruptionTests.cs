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
    public void EndsAtOnceAndLeavesNothingHalfWritten(int signal)
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
        Assert.EndsWith("interrupted; nothing was written\n", run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Of("out")));
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
