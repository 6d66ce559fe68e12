namespace CompactCnn.CommandLine.Tests;

/// <summary>Where nothing can be written of how work goes, the work goes on; where its results cannot, that is said.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AProgressLineThatCannotBeWrittenIsDropped()
    {
        // A disk that is full, and a reader that is gone, behind standard error.
        AssertTrains("exec dotnet \"$@\" 2>/dev/full", "full");
        AssertTrains("dotnet \"$@\" 2>&1 >/dev/null | true; test -f closed/result.json", "closed");
    }

    [Fact]
    public void ALogThatCannotBeWrittenIsMissedAndTheRunGoesOn()
    {
        if (!OperatingSystem.IsLinux())
            return;

        var full = new FullDisk();
        using var told = new RunLogs((_, _) => [full]);
        using TrainingData images = new(TorchSharp.torch.zeros(48, 1, 28, 28), TorchSharp.torch.zeros(48, TorchSharp.torch.int64));
        using var model = new Examples.Models.FashionVgg(seed: 1);
        model.TrainCompact(images, new() { Epochs = 1, FineTuneEpochs = 0, BatchSize = 16 }, told).Dispose();
        Assert.Equal(3, full.Reports);
    }

    [Fact]
    public void ResultsThatCannotBeWrittenAreAFault()
    {
        if (!OperatingSystem.IsLinux())
            return;

        ProgramRun run = ProgramRun.Finish(ProgramRun.StartCommand(_folder, ["sh", "-c", "exec dotnet \"$@\" >/dev/full", "sh", ProgramRun.Program, "models"]));
        run.AssertFault(ExitStatus.Failure, "the work is done, but its results cannot be written to standard output: No space left on device");
    }

    private void AssertTrains(string shell, string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;

        string[] train = ["train", "fashion-vgg", "--train-images", "64", "--batch", "16", "--epochs", "2", "--fine-tune", "1", "--out", folder];
        ProgramRun run = ProgramRun.Finish(ProgramRun.StartCommand(_folder, ["sh", "-c", shell, "sh", ProgramRun.Program, .. train]));
        Assert.Equal(ExitStatus.Success, run.Status);
        Assert.True(File.Exists(_folder.Of(folder, "result.json")));
    }

    private sealed class FullDisk : IProgress<TrainingProgress>
    {
        public int Reports { get; private set; }

        public void Report(TrainingProgress value)
        {
            Reports++;
            throw new IOException("No space left on device : 'run.csv'");
        }
    }
}
