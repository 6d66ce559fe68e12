using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using CompactCnn.Datasets.Tests;

namespace CompactCnn.CommandLine.Tests;

/// <summary>Ctrl-C and the request to terminate, in the middle of training or of a download.</summary>
public sealed partial class InterruptionTests : IDisposable
{
    private const int Hangup = 1;
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private const string SvhnFile = "train_32x32.mat";
    private const long SvhnSize = 182_040_794;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    [InlineData(Hangup)]
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

    [Fact]
    public void OutlivesItsTerminalWhereThatWasAskedFor()
    {
        if (OperatingSystem.IsWindows())
            return;

        // As nohup starts it.
        Process process = ProgramRun.StartCommand(_folder, ["sh", "-c", "trap '' HUP; exec dotnet \"$@\"", "sh", ProgramRun.Program, .. LongTraining]);
        ProgramRun.AssertSays(process, "training 0 %");
        Assert.Equal(0, Kill(process.Id, Hangup));
        // A line of an epoch for each of four steps: it goes on.
        for (int line = 0; line < 50; line++)
            Assert.StartsWith("training ", process.StandardError.ReadLine(), StringComparison.Ordinal);

        Assert.Equal(0, Kill(process.Id, Interrupt));
        Assert.Equal(ExitStatus.Interrupted, ProgramRun.Finish(process).Status);
    }

    [Fact]
    public void AComparisonSaysOnceWhatIsKept()
    {
        if (OperatingSystem.IsWindows())
            return;

        // In a group of its own, all of which a terminal interrupts.
        string[] command = ["setsid", "dotnet", ProgramRun.Program, "compare", "fashion-vgg", "--methods", "scratch-e", "--active", "0.25", "--seeds", "3", "--train-images", "96", "--batch", "16", "--fine-tune", "0"];
        Process process = ProgramRun.StartCommand(_folder, [.. command, "--epochs", "1", "--out", "out"]);
        string cells = _folder.Of("out", "cells");
        Assert.True(SpinWait.SpinUntil(() => process.HasExited || (Directory.Exists(cells) && Directory.GetFiles(cells, "*.json").Length > 0), TimeSpan.FromSeconds(60)));
        Assert.Equal(0, Kill(-process.Id, Interrupt));
        ProgramRun run = ProgramRun.Finish(process);
        Assert.Equal(ExitStatus.Interrupted, run.Status);
        int kept = Directory.GetFiles(cells, "*.json").Length;
        Assert.InRange(kept, 1, 2);
        Assert.EndsWith(FormattableString.Invariant($"\ninterrupted; {kept} of 3 cells are done and kept in 'out', and the same command goes on with the next\n"), run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.Split('\n'), line => line.Contains("interrupted", StringComparison.Ordinal));
    }

    [Fact]
    public void ADownloadGoesOnFromWhatHasArrived()
    {
        if (OperatingSystem.IsWindows())
            return;

        const int arrived = 100_000;
        using var server = new LoopbackServer { FallsSilent = true };
        var ranges = new ConcurrentQueue<string>();
        server.Answer(SvhnFile, request =>
        {
            ranges.Enqueue(RangeHeader().Match(request).Groups[1].Value);
            return ranges.Count == 1 ? LoopbackServer.Ok(new byte[arrived], SvhnSize) : LoopbackServer.Status("503 Service Unavailable");
        });

        // The data set comes by http, so that a proxy can stand for its server.
        string[] command = ["env", $"http_proxy={server.Address}", "dotnet", ProgramRun.Program, "data", "get", "svhn", "--data", "svhn"];
        Process process = ProgramRun.StartCommand(_folder, command);
        Assert.StartsWith("download 0 %, train_32x32.mat", process.StandardError.ReadLine(), StringComparison.Ordinal);
        string part = _folder.Of("svhn", $"{SvhnFile}.part");
        Assert.True(SpinWait.SpinUntil(() => new FileInfo(part).Length == arrived, TimeSpan.FromSeconds(60)));
        Assert.Equal(0, Kill(process.Id, Interrupt));
        ProgramRun run = ProgramRun.Finish(process);

        Assert.Equal(ExitStatus.Interrupted, run.Status);
        Assert.Equal("interrupted; what was downloaded is kept, and the same command goes on from there\n", run.Errors);
        Assert.Equal(arrived, new FileInfo(part).Length);
        ProgramRun.Finish(ProgramRun.StartCommand(_folder, command)).AssertRefused("'train_32x32.mat' of svhn is not in", "the server answered 503");
        Assert.Equal(["", FormattableString.Invariant($"bytes={arrived}-")], ranges);
    }

    private static string[] LongTraining =>
        ["train", "fashion-vgg", "--train-images", "64", "--batch", "16", "--epochs", "100000", "--out", "out", "--json"];

    private void AssertEndsAt(int signal, string[] command)
    {
        Process process = ProgramRun.StartCommand(_folder, command);
        // The first line of progress: training has begun.
        ProgramRun.AssertSays(process, "training 0 %");
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
        ProgramRun.AssertSays(process, "resuming from 'out/checkpoints/training/checkpoint-");
        ProgramRun.AssertSays(process, "training 0 %");
        process.Kill();
        process.WaitForExit();
    }

    [GeneratedRegex("^Range: ([^\\r]*)", RegexOptions.Multiline)]
    private static partial Regex RangeHeader();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
