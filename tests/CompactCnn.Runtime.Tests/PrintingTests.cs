namespace CompactCnn.Runtime.Tests;

/// <summary>What results and data print, in every culture: what a person can read.</summary>
public sealed class PrintingTests : IDisposable
{
    private static readonly Evaluation Validation = new(0.51234, 81.5, 1_000);
    private static readonly EpochResult Epoch = new(0.43211, 85.155, 12_345_678_901, TimeSpan.FromSeconds(62), [1_000, 234], Validation);

    private readonly CultureChange _culture = new("fi-FI");

    public void Dispose() => _culture.Dispose();

    [Fact]
    public void Results()
    {
        Prints("81.50 % of 1,000 images right, loss 0.5123", Validation);
        const string Last = "loss 0.4321, 85.16 %, 12.3 G training MACs in 0:01:02, 1,234 active channels, validation 81.50 % of 1,000 images right, loss 0.5123";
        Prints(Last, Epoch with { Accuracy = 85.156 });
        var epochs = new[] { Epoch with { Accuracy = 85.156 } };
        Prints($"1 epoch, 45.7 M training MACs in 27:46:40; the last: {Last}; the best: epoch 1", new FitResult(epochs, 45_678_901, TimeSpan.FromSeconds(100_000)));
        Prints($"1 epoch, 900 training MACs in 0:00:05; the last: {Last}; the best: epoch 1; keeps 2, 3 channels", new TrainingResult([[0, 1], [0, 2, 4]], epochs, 900, TimeSpan.FromSeconds(5)));
        Prints("0 epochs, 0 training MACs in 0:00:00; keeps 1 channels", new TrainingResult([[0]], [], 0, TimeSpan.Zero));
        Prints("keeps 2, 1 channels; 1.0 M training MACs in 0:00:01", new RankResult([[0, 1], [3]], [], 1_000_000, TimeSpan.FromSeconds(1)));
        Prints(
            "epoch 3 of 13, step 120 of 1,300, loss 0.4321, 85.00 %, 2,345 images a second, 0:01:02 left, 1 active channel",
            new TrainingProgress(3, 13, 120, 1_300, 0.43211, 85, 2345.6, TimeSpan.FromSeconds(62), [1], 0.1));
    }

    [Fact]
    public void Files()
    {
        using var run = new CheckpointedRun();
        run.StopAfter(2);
        Checkpoint checkpoint = Checkpoint.Latest(run.Folder)!;
        Prints($"NormedHead, training: step 2 of 15, 0 epochs done, in {checkpoint.Path}", checkpoint);

        using var folder = new TemporaryFolder();
        using CompactNetwork compact = CheckpointedRun.Model.CreateCompact([1, 2, 3, 4]);
        compact.Usage = new NetworkUsage(["rose", "tulip"], [0.5f], [0.5f]);
        compact.Save(folder.At("network"));
        NetworkManifest manifest = NetworkManifest.Read(folder.At("network"));
        CostTable cost = compact.CostTable;
        Prints($"NormedHead, compact: images of 1x8x8, widths 1, 2, 3, 4; {cost.Parameters} parameters, {Printed.Macs(cost.Macs)} MACs; classes rose, tulip", manifest);
        Prints("classes rose, ?[31mtulip", new NetworkUsage(["rose", "\u001b[31mtulip"], [0.5f], [0.5f]));
    }

    [Fact]
    public void Graphs()
    {
        string[] lines = CheckpointedRun.Model.Graph.ToString().Split('\n');
        Assert.Equal("NormedHead: images of 1x8x8, 5 classes", lines[0]);
        Assert.Equal("  Conv1: convolution, kernel 3, stride 1, padding 1, dilation 1, groups 1 of the image, gives 6 of group Conv1 x 8 x 8", lines[1]);
        Assert.StartsWith("  group Conv1: 6 channels in 6 arms, of Conv1, to Conv2, ", lines.First(line => line.StartsWith("  group ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Prints("Conv1: convolution, kernel 3, stride 1, padding 1, dilation 1, groups 1, 6x8x8", CheckpointedRun.Model.Graph.Operations[0]);
    }

    [Fact]
    public void Data()
    {
        using TrainingData rest = SyntheticData.For(CheckpointedRun.Model.Graph, 1_200, seed: 1);
        Prints("1,200 images of 1x8x8", rest);
        using var data = new TrainingData(rest.Images.alias(), rest.Labels.alias(), validation: SyntheticData.For(CheckpointedRun.Model.Graph, 30, seed: 1));
        Prints("1,200 images of 1x8x8, 30 held out", data);
    }

    private static void Prints(string expected, object value) => Assert.Equal(expected, value.ToString());
}
