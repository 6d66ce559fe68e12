namespace CompactCnn.Runtime.Tests;

/// <summary>The CSV log: its columns and rows, and what becomes of it when a run ends early or goes on.</summary>
public sealed class TrainingLogTests : IDisposable
{
    private const string Header = "epoch,step,loss,accuracy,learning_rate,images_per_second,active_channels,validation_loss,validation_accuracy";

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.At("run.csv");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void HoldsWhatARunReports()
    {
        // In Finnish the decimal point is a comma.
        using var culture = new CultureChange("fi-FI");
        ModelCase model = ModelCases.Of("NormedHead");
        using TrainingData data = SyntheticData.For(model.Graph, 128, seed: 1);
        using Network network = model.Create(seed: 1);
        List<TrainingProgress> reports;
        using (var log = new TrainingLog(Path, every: 3))
        {
            var progress = new RecordedProgress(log.Report);
            model.Train(network, data, new TrainingOptions { Epochs = 2, BatchSize = 32, Seed = 5 }, progress);
            reports = progress.Reports;
        }

        string[] lines = File.ReadAllLines(Path);
        Assert.Equal(Header, lines[0]);
        // Eight steps: every third, and the last.
        Assert.Equal(["3", "6", "8"], lines[1..].Select(line => line.Split(',')[1]));
        foreach (string[] cells in lines[1..].Select(line => line.Split(',')))
        {
            TrainingProgress report = reports[int.Parse(cells[1], System.Globalization.CultureInfo.InvariantCulture) - 1];
            Assert.Equal(
                [report.Epoch, report.Loss, report.Accuracy, report.LearningRate, report.ActiveChannels.Sum()],
                new[] { cells[0], cells[2], cells[3], cells[4], cells[6] }.Select(cell => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void AResumedRunLeavesNoStepTwice()
    {
        Write(1, 1, 6);
        // Killed within a row.
        File.AppendAllText(Path, "1,7,0.2");
        Write(firstStep: 5, 5, 8);
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8"], Steps());
        Write(firstStep: 1, 1, 2);
        Assert.Equal(["1", "2"], Steps());
        Assert.Equal(["run.csv"], _folder.Files);
    }

    [Fact]
    public void EveryRowIsInTheFileAtOnce()
    {
        using var log = new TrainingLog(Path, every: 1);
        log.Report(At(1, 1));
        log.Report(At(2, 1) with { Validation = new Evaluation(1.5, 80, 10) });
        Assert.Equal([Header, "1,1,0.5,12.5,0.05,100.0,7,,", "1,2,0.5,12.5,0.05,100.0,7,1.5,80"], LinesWhileOpen());
    }

    [Fact]
    public void RefusesAFileThatCannotBeWritten()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new TrainingLog(_folder.At("nowhere/run.csv")));
        Assert.StartsWith($"the log '{_folder.At("nowhere/run.csv")}' cannot be written: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("; give another file", exception.Message, StringComparison.Ordinal);
        Directory.CreateDirectory(Path);
        Assert.Throws<ArgumentException>(() => new TrainingLog(Path));
    }

    [Fact]
    public void RefusesToGoOnWithAnotherFile()
    {
        File.WriteAllText(Path, "a,b\n1,2\n");
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new TrainingLog(Path, firstStep: 2));
        Assert.Contains("but begins with 'a,b'", exception.Message, StringComparison.Ordinal);
        Assert.Equal("a,b\n1,2\n", File.ReadAllText(Path));
    }

    private static TrainingProgress At(long step, int epoch) => new(epoch, 2, step, 8, 0.5, 12.5, 100, TimeSpan.Zero, [3, 4], 0.05);

    private void Write(long firstStep, int from, int to)
    {
        using var log = new TrainingLog(Path, every: 1, firstStep);
        for (int step = from; step <= to; step++)
        {
            log.Report(At(step, 1));
        }
    }

    private string[] Steps() => [.. File.ReadAllLines(Path).Skip(1).Select(line => line.Split(',')[1])];

    private string[] LinesWhileOpen()
    {
        using var reader = new StreamReader(new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().TrimEnd('\n').Split('\n');
    }
}
