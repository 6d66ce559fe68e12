using System.Net;

namespace CompactCnn.CommandLine.Tests;

/// <summary>The pages of reports: what they hold, and that their commands can be pasted.</summary>
public sealed class RunReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TrainLeavesAPageWithCurvesAndTheWholeCommand()
    {
        ProgramRun run = ProgramRun.In(_folder, "train", "fashion-vgg", "--train-images", "96", "--batch", "16", "--epochs", "2", "--fine-tune", "1", "--validation", "16", "--out", "it's here", "--report");
        Assert.True(run.Status == ExitStatus.Success, run.Errors);
        Assert.Contains("report  it's here", run.Output, StringComparison.Ordinal);

        string page = WebUtility.HtmlDecode(File.ReadAllText(_folder.Of("it's here", "report.html")));
        Assert.Contains("-- train fashion-vgg --train-images 96 --batch 16 --epochs 2 --fine-tune 1 --validation 16 --out 'it'\\''s here' --report --seed 1</code>", page, StringComparison.Ordinal);
        Assert.All(["learning-loss", "learning-accuracy"], figure => Assert.Contains($"<figure id=\"{figure}\">", page, StringComparison.Ordinal));
        Assert.Contains("<td>dense</td><td class=\"number\">not trained</td>", page, StringComparison.Ordinal);
        Assert.Contains("accuracy on images held out", page, StringComparison.Ordinal);
        Assert.Contains("Dotted lines: where fine-tuning begins.", page, StringComparison.Ordinal);
        Assert.Contains("libtorch 2.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void EachColumnHasANameOfItsOwn()
    {
        var page = new HtmlPage("page");
        page.Table(["layer", "channels", "channels, dense"], [["Conv1", "1", "2"]], textColumns: 1);
        Assert.Throws<ArgumentException>(() => page.Table(["layer", "dense", "dense"], [["Conv1", "1", "2"]], textColumns: 1));
    }

    [Fact]
    public void ACompareCommandNamesWhereItsDataAndResultsAre()
    {
        DeclaredModel model = Zoo.Catalog.Find("fashion-vgg")!;
        ComparisonResults results = ComparisonSample.Of(model, "dense", "cucb+reselect-every=100");
        Assert.EndsWith(
            " compare fashion-vgg --dataset fashion-mnist-subset --active 0.25,0.5 --methods dense,cucb+reselect-every=100 --seeds 2 --first-seed 1 --epochs 2 --fine-tune 1 --batch 16 --learning-rate 0.05 --augment none --validation 0 --train-images 0 --precision float32 --memory-layout contiguous --threads 0 --out 'my runs'",
            CompareText.Command(results, "my runs"),
            StringComparison.Ordinal);

        var elsewhere = new ComparisonResults([.. results.All.Select(result => result with { DataFolder = "/pictures of mine" })]);
        Assert.Contains(" --data '/pictures of mine' ", CompareText.Command(elsewhere, "runs"), StringComparison.Ordinal);
        // Without a method of a fraction there is none to name.
        Assert.DoesNotContain("--active", CompareText.Command(ComparisonSample.Of(model, "dense"), "runs"), StringComparison.Ordinal);
    }

    [Fact]
    public void LearningCurvesAreMeansOverSeedsAndLeaveOutWhatIsNoNumber()
    {
        DeclaredModel model = Zoo.Catalog.Find("fashion-vgg")!;
        ComparisonResults diverged = new([.. ComparisonSample.Of(model, "cucb").All.Select(result => result with
        {
            Phases = [.. result.Phases.Select(phase => phase with { Epochs = [.. phase.Epochs.Select(epoch => epoch with { Loss = double.NaN })] })],
        })]);
        Assert.Equal(["learning-loss-0.25", "learning-training-accuracy-0.25", "learning-loss-0.5", "learning-training-accuracy-0.5"], ComparisonLearning.All(diverged).Select(chart => chart.Name));
        Assert.All(ComparisonLearning.All(diverged), chart => Assert.NotEmpty(chart.Svg(ChartCanvas.LightWide)));
    }
}
