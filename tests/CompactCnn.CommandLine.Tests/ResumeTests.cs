using System.Diagnostics;

namespace CompactCnn.CommandLine.Tests;

/// <summary><c>train --resume</c>, in fresh processes.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AKilledCommandGoesOnWithTheSameBitsInBothPhases()
    {
        Assert.Equal(ExitStatus.Success, ProgramRun.In(_folder, Arguments("whole")).Status);
        AssertOnlyTheEndOfTrainingStays("whole");

        KillWhenThereIs("training", step: 10);
        KillWhenThereIs("fine-tuning", step: 2, "--resume");
        KillWhenThereIs("fine-tuning", step: 7, "--resume");
        ProgramRun run = ProgramRun.In(_folder, Arguments("out", "--resume", "--json"));
        Assert.True(run.Status == ExitStatus.Success, run.Errors);
        Assert.DoesNotContain("warning", run.Errors, StringComparison.Ordinal);
        Assert.Equal(Bits("whole"), Bits("out"));
        AssertOnlyTheEndOfTrainingStays("out");
        Assert.Contains("\nresuming from 'out/checkpoints/fine-tuning/checkpoint-", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void ATaughtCommandGoesOnWithTheSameTeacher()
    {
        string[] taught = ["--teacher-epochs", "2"];
        Assert.Equal(ExitStatus.Success, ProgramRun.In(_folder, Arguments("whole", taught)).Status);

        KillWhenThereIs("teacher", step: 5, taught);
        KillWhenThereIs("training", step: 6, [.. taught, "--resume"]);
        KillWhenThereIs("fine-tuning", step: 7, [.. taught, "--resume"]);
        ProgramRun.In(_folder, Arguments("out", "--resume")).AssertRefused("--teacher-epochs 2, but 0 was given");
        ProgramRun run = ProgramRun.In(_folder, Arguments("out", [.. taught, "--resume"]));
        Assert.True(run.Status == ExitStatus.Success, run.Errors);
        Assert.Equal(Bits("whole"), Bits("out"));
    }

    [Fact]
    public void AnUnfinishedRunIsNeitherOverwrittenNorMixedWithAnother()
    {
        KillWhenThereIs("training", step: 8);
        string newest = Checkpoint.Paths(_folder.Of("out", "checkpoints", "training"))[0];
        string shown = $"out/checkpoints/training/{Path.GetFileName(newest)}";
        ProgramRun.In(_folder, Arguments("out")).AssertRefused($"--out 'out' holds '{shown}' of a run that was not finished; add --resume to go on from it");
        ProgramRun.In(_folder, ["train", "fashion-vgg", "--train-images", "96", "--batch", "16", "--epochs", "3", "--fine-tune", "2", "--out", "out", "--resume"])
            .AssertRefused($"'{shown}' was recorded with --epochs 4, but 3 was given");

        File.WriteAllBytes(newest, File.ReadAllBytes(newest)[..100]);
        ProgramRun.In(_folder, Arguments("out", "--resume")).AssertRefused($"'{shown}' is not a readable safetensors file: ", "the one before it is 'out/checkpoints/training/");
        ProgramRun skipped = ProgramRun.In(_folder, Arguments("out", "--resume", "--skip-damaged"));
        Assert.Equal(ExitStatus.Success, skipped.Status);
        Assert.StartsWith($"warning: '{shown}' is not a readable safetensors file: ", skipped.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutACheckpointTheRunBeginsAnewAndSaysSo()
    {
        ProgramRun run = ProgramRun.In(_folder, Arguments("out", "--resume"));
        Assert.Equal(ExitStatus.Success, run.Status);
        Assert.StartsWith("warning: there is no checkpoint in 'out/checkpoints': the run begins anew\n", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void ItsLogAndItsEventsGoOnWithoutAGap()
    {
        string[] watched = ["--validation", "16", "--log", "run.csv", "--tensorboard", "events"];
        KillWhenThereIs("training", step: 12, watched);
        Assert.Equal(ExitStatus.Success, ProgramRun.In(_folder, Arguments("out", [.. watched, "--resume"])).Status);
        Assert.Equal(["10", "20"], File.ReadAllLines(_folder.Of("run.csv")).Skip(1).Select(line => line.Split(',')[1]));
    }

    private static string[] Arguments(string folder, params string[] more) =>
        ["train", "fashion-vgg", "--train-images", "96", "--batch", "16", "--epochs", "4", "--fine-tune", "2", "--checkpoint-every", "1", "--out", folder, .. more];

    private void AssertOnlyTheEndOfTrainingStays(string folder) => Assert.Equal(
        [Path.Combine("training", "checkpoint-000000024.safetensors")],
        Directory.GetFiles(_folder.Of(folder, "checkpoints"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder.Of(folder, "checkpoints"), file)));

    private byte[] Bits(string folder) => File.ReadAllBytes(_folder.Of(folder, "fashion-vgg-compact.safetensors"));

    /// <summary>Starts the command and kills it once there is the checkpoint of a step of a phase.</summary>
    private void KillWhenThereIs(string phase, int step, params string[] more)
    {
        using Process process = ProgramRun.Start(_folder, Arguments("out", more));
        string checkpoint = _folder.Of("out", "checkpoints", phase, $"checkpoint-{step:D9}.safetensors");
        while (!File.Exists(checkpoint) && !process.HasExited)
            Thread.Sleep(2);

        process.Kill();
        process.WaitForExit();
        Assert.NotEqual(ExitStatus.Success, process.ExitCode);
    }
}
