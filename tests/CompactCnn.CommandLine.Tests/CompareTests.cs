using System.Net;
using System.Text.Json;

namespace CompactCnn.CommandLine.Tests;

/// <summary>A small comparison from the command line, and its report.</summary>
public sealed class CompareTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TrainsEveryCellOnceAndReportsThem()
    {
        ProgramRun first = Compare("--methods", "cucb,random-after,scratch-b", "--active", "0.5,0.25", "--seeds", "2");
        Assert.True(first.Status == ExitStatus.Success, first.Errors);
        Assert.Contains("planned: ", first.Errors, StringComparison.Ordinal);
        Assert.Equal(12, first.Json.GetProperty("count").GetInt32());
        string[] cells = [.. first.Json.GetProperty("cells").EnumerateArray().Select(cell => cell.GetProperty("cell").GetString()!)];
        Assert.Equal(cells.Distinct(), cells);
        Assert.All(cells, cell => Assert.True(File.Exists(_folder.Of("out", "cells", cell + ".json"))));

        // Everything is there: the same command only says so.
        ProgramRun second = Compare("--methods", "cucb,random-after,scratch-b", "--active", "0.5,0.25", "--seeds", "2");
        Assert.Equal(first.Output, second.Output);
        Assert.DoesNotContain("planned", second.Errors, StringComparison.Ordinal);

        ProgramRun report = ProgramRun.In(_folder, "report", "out", "--json");
        Assert.True(report.Status == ExitStatus.Success, report.Errors);
        Assert.All(report.Json.GetProperty("files").EnumerateArray(), file => Assert.True(new FileInfo(_folder.Of(file.GetString()!)).Length > 0));
        string page = File.ReadAllText(_folder.Of("out", "report.html"));
        Assert.Equal(4 + 4 + 2 + 2 + 1, Occurrences(page, "<figure id="));
        AssertGoesOn(page, first.Output);
        Assert.DoesNotContain("http", page.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(1 + 12, File.ReadAllLines(_folder.Of("out", "cells.csv")).Length);
        Assert.Equal(1 + 6, File.ReadAllLines(_folder.Of("out", "summary.csv")).Length);
    }

    [Fact]
    public void CellsArePlannedByStepsOnTheirThreads()
    {
        ProgramRun run = Compare("--methods", "scratch-e", "--active", "0.25", "--seeds", "1", "--threads", "2");
        Assert.True(run.Status == ExitStatus.Success, run.Errors);
        Assert.Contains("on 2 threads, to plan 1 of 1 cells", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void ACellSaysWhatLedToIt()
    {
        Assert.Equal(ExitStatus.Success, Compare("--methods", "cucb,random-after,scratch-b,scratch-e,scratch-s", "--active", "0.25", "--seeds", "1").Status);
        CellResult cucb = Cell("cucb-0.25-seed1");
        CellResult others = Cell("random-after-0.25-seed1");
        CellResult same = Cell("scratch-b-0.25-seed1");
        CellResult brief = Cell("scratch-e-0.25-seed1");
        CellResult timed = Cell("scratch-s-0.25-seed1");

        Assert.Equal(["training", "recalibration", "fine-tuning"], cucb.Phases.Select(phase => phase.Name));
        Assert.Equal(cucb.Phases.Sum(phase => phase.TrainingMacs), cucb.TrainingMacs);
        Assert.Equal(cucb.TrainingMacs, others.TrainingMacs);
        Assert.Equal(cucb.Widths, others.Widths);
        Assert.NotEqual(cucb.Keep!.SelectMany(group => group), others.Keep!.SelectMany(group => group));
        Assert.Equal(cucb.Parameters, brief.Parameters);
        Assert.Null(brief.Keep);

        // Scratch-B has at least the method's compute, and less than an epoch more.
        long epoch = same.Phases[0].Epochs[0].TrainingMacs;
        Assert.InRange(same.Phases[0].Epochs.Count * epoch, cucb.TrainingMacs, cucb.TrainingMacs + epoch);
        Assert.Equal(3, brief.Phases[0].Epochs.Count);
        // Scratch-S has at least the method's seconds by those of its fine-tuning, and less than an epoch more.
        double seconds = Assert.Single(cucb.Phases[^1].Epochs).Seconds;
        Assert.InRange(timed.Phases[0].Epochs.Count * seconds, cucb.Seconds, cucb.Seconds + seconds);

        // In every epoch the shares of a group's channels add up to the active ones.
        foreach ((GroupActivity group, int index) in cucb.Activity!.Select((group, index) => (group, index)))
        {
            Assert.Equal(2, group.Epochs.Count);
            Assert.All(group.Epochs, epoch => Assert.All(epoch, part => Assert.InRange(part, 0, 1)));
            Assert.Equal(cucb.Widths[index], group.Epochs[1].Sum(), 0.5);
        }
    }

    [Fact]
    public void ATeacherIsTheSameForWhatItShrinksToAndForScratchTraining()
    {
        Assert.Equal(ExitStatus.Success, Compare("--methods", "taught,distill,random-after@taught", "--active", "0.25", "--seeds", "1").Status);
        CellResult taught = Cell("taught-0.25-seed1");
        CellResult distilled = Cell("distill-0.25-seed1");
        Assert.Equal(["teacher", "training", "recalibration", "fine-tuning"], taught.Phases.Select(phase => phase.Name));
        Assert.Equal(["teacher", "training from scratch"], distilled.Phases.Select(phase => phase.Name));
        Assert.Equal(taught.Phases.Sum(phase => phase.Epochs.Count), distilled.Phases.Sum(phase => phase.Epochs.Count));
        Assert.Equal(taught.Phases[0].Epochs.Select(epoch => (epoch.Loss, epoch.TrainingMacs)), distilled.Phases[0].Epochs.Select(epoch => (epoch.Loss, epoch.TrainingMacs)));
        Assert.Equal(taught.Widths, distilled.Widths);

        // Each step pays for an answer of the full network: a third of the multiply-accumulates of a step of it.
        Assert.True(distilled.Phases[1].Epochs[0].TrainingMacs > distilled.Phases[0].Epochs[0].TrainingMacs / 3);
        CellResult others = Cell("random-after@taught-0.25-seed1");
        Assert.True(others.TrainingMacs > taught.Phases[0].TrainingMacs + taught.Phases[1].TrainingMacs);
    }

    [Fact]
    public void TrainsInThePrecisionAndLayoutAskedFor()
    {
        string[] one = ["--methods", "scratch-e", "--active", "0.25", "--seeds", "1"];
        Assert.Equal(ExitStatus.Success, Compare([.. one, "--precision", "bf16", "--memory-layout", "channels-last"]).Status);
        CellResult brief = Cell("scratch-e-0.25-seed1");
        Assert.Equal((Precision.BFloat16, MemoryLayout.ChannelsLast), (brief.Request.Asked.Recipe.Precision, brief.Request.Asked.Recipe.MemoryLayout));
        Assert.Equal(ExitStatus.Success, ProgramRun.In(_folder, "report", "out").Status);
        Assert.Contains("--precision bf16 --memory-layout channels-last", File.ReadAllText(_folder.Of("out", "report.html")), StringComparison.Ordinal);
        Compare(one).AssertRefused("(--precision bf16 there, float32 asked, --memory-layout channels-last there, contiguous asked)");

        // Rounding shows: the numbers were others than float32's.
        Directory.Delete(_folder.Of("out"), recursive: true);
        Assert.Equal(ExitStatus.Success, Compare(one).Status);
        CellResult exact = Cell("scratch-e-0.25-seed1");
        Assert.NotEqual(exact.Loss, brief.Loss);
        Assert.Equal(exact.TrainingMacs, brief.TrainingMacs);
    }

    [Fact]
    public void CellsOfAnotherBuildAreNamed()
    {
        string[] one = ["--methods", "scratch-e", "--active", "0.25", "--seeds", "1"];
        Assert.Equal(ExitStatus.Success, Compare(one).Status);
        Assert.DoesNotContain("another build", Compare(one).Errors, StringComparison.Ordinal);

        CellResult cell = Cell("scratch-e-0.25-seed1");
        cell = cell with { Environment = cell.Environment with { CompactCnn = "0.0.9+old" } };
        File.WriteAllText(_folder.Of("out", "cells", "scratch-e-0.25-seed1.json"), JsonSerializer.Serialize(cell, ResultJson.Readable.CellResult));
        ProgramRun mixed = Compare(one);
        Assert.Equal(ExitStatus.Success, mixed.Status);
        Assert.Contains("1 of 1 cells in 'out' are of another build (0.0.9+old)", mixed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void CellsAtTheSameTimeComeToTheSameAsOneAfterAnother()
    {
        string[] methods = ["--methods", "cucb+shrink-power=3,scratch-b@cucb+shrink-power=3,global-macs", "--active", "0.25", "--seeds", "1", "--threads", "1"];
        ProgramRun together = Compare([.. methods, "--jobs", "3"]);
        Assert.True(together.Status == ExitStatus.Success, together.Errors);
        Assert.Contains("cell 3/3, ", together.Errors, StringComparison.Ordinal);
        string[] names = ["cucb+shrink-power=3-0.25-seed1", "scratch-b@cucb+shrink-power=3-0.25-seed1", "global-macs-0.25-seed1"];
        double[] losses = [.. names.Select(name => Cell(name).Loss)];
        Assert.All(names, name => Assert.Equal(1, Cell(name).Environment.Threads));
        Assert.Equal(ExitStatus.Success, ProgramRun.In(_folder, "report", "out").Status);
        Assert.Contains("--threads 1", File.ReadAllText(_folder.Of("out", "report.html")), StringComparison.Ordinal);

        Directory.Delete(_folder.Of("out"), recursive: true);
        Assert.Equal(ExitStatus.Success, Compare(methods).Status);
        Assert.Equal(losses, names.Select(name => Cell(name).Loss));
    }

    [Fact]
    public void ReportsRunsOfSeveralLengths()
    {
        string[] methods = ["--methods", "dense,cucb,scratch-e", "--active", "0.25", "--seeds", "1"];
        Assert.Equal(ExitStatus.Success, Compare([.. methods, "--out", "short"]).Status);
        Assert.Equal(ExitStatus.Success, Compare([.. methods, "--out", "long", "--epochs", "3"]).Status);
        ProgramRun report = ProgramRun.In(_folder, "report", "long", "short", "--out", "both", "--json");
        Assert.True(report.Status == ExitStatus.Success, report.Errors);
        Assert.All(report.Json.GetProperty("files").EnumerateArray(), file => Assert.True(new FileInfo(_folder.Of(file.GetString()!)).Length > 0));
        string page = File.ReadAllText(_folder.Of("both", "report.html"));
        Assert.Equal(2, Occurrences(page, "<figure id="));
        Assert.Contains("--epochs 2", page, StringComparison.Ordinal);
        Assert.Contains("--epochs 3", page, StringComparison.Ordinal);
        string[] lines = File.ReadAllLines(_folder.Of("both", "lengths.csv"));
        Assert.Equal(["dense,0.25,3,1", "dense,0.25,4,1", "cucb,0.25,3,1", "cucb,0.25,4,1", "scratch-e,0.25,3,1", "scratch-e,0.25,4,1"], lines[1..].Select(line => string.Join(',', line.Split(',')[..4])));

        ProgramRun.In(_folder, "report", "short", "long").AssertRefused("--out must say where the report of several comparisons goes");
        ProgramRun.In(_folder, "report", "short", "short", "--out", "both").AssertRefused("two are of 3 epochs");
        Assert.Equal(ExitStatus.Success, Compare([.. methods, "--out", "other", "--learning-rate", "0.1"]).Status);
        ProgramRun.In(_folder, "report", "short", "other", "--out", "both").AssertRefused("differ in more (--learning-rate 0.05 there, 0.1 here)");
    }

    [Fact]
    public void RefusesAFolderOfOtherSettings()
    {
        Assert.Equal(ExitStatus.Success, Compare("--methods", "scratch-e", "--active", "0.25", "--seeds", "1").Status);
        ProgramRun run = Compare("--methods", "scratch-e", "--active", "0.25", "--seeds", "1", "--learning-rate", "0.1");
        run.AssertRefused("scratch-e-0.25-seed1.json", "(--learning-rate 0.05 there, 0.1 asked)", "--out");
    }

    /// <summary>Of other pictures a cell would be compared with what it is not of, whether there are as many or not.</summary>
    [Fact]
    public void RefusesChangedImagesAndListsWhatIsLeftOut()
    {
        foreach (string name in (string[])["cat", "dog"])
            Pictures.Draw(_folder.Of("pets", name), count: 10, seed: name[0]);

        File.WriteAllText(_folder.Of("pets", "dog", "cut.png"), "no picture");
        string[] command =
        [
            "compare", "fashion-vgg", "--dataset", "image-folder", "--data", "pets", "--methods", "scratch-e", "--active", "0.25", "--seeds", "1",
            "--epochs", "1", "--fine-tune", "0", "--batch", "8", "--out", "out", "--json",
        ];
        ProgramRun.In(_folder, command).AssertRefused($"'{_folder.Of("pets", "dog", "cut.png")}' is refused: byte 0", "--skip-bad");
        Assert.False(Directory.Exists(_folder.Of("out")));

        string[] skipping = [.. command, "--skip-bad"];
        ProgramRun first = ProgramRun.In(_folder, skipping);
        Assert.True(first.Status == ExitStatus.Success, first.Errors);
        Assert.StartsWith($"{_folder.Of("pets", "dog", "cut.png")}\tis refused: byte 0 of it", Assert.Single(File.ReadAllLines(_folder.Of("out", "left-out.txt"))), StringComparison.Ordinal);
        string before = Cell("scratch-e-0.25-seed1").Request.Data!;
        Assert.StartsWith("2 classes, 16 + 4 images, ", before, StringComparison.Ordinal);
        Assert.Equal(first.Output, ProgramRun.In(_folder, skipping).Output);

        // As many pictures, of which one is another; and one more.
        foreach (int count in (int[])[1, 11])
        {
            Pictures.Draw(_folder.Of("pets", "cat"), count, seed: 1);
            ProgramRun.In(_folder, skipping).AssertRefused($"'out/cells/scratch-e-0.25-seed1.json' is of other images ({before} there, 2 classes, ", "give another --out");
        }
    }

    /// <summary>Cells from before there were checksums of pictures are still of theirs.</summary>
    [Fact]
    public void ImagesAreTheSameAsFarAsIsKnown()
    {
        const string old = "2 classes, 16 + 4 images, 0123abcd";
        Assert.True(CellData.IsSame(old, old + ", pictures 76543210"));
        Assert.False(CellData.IsSame(old, "2 classes, 16 + 4 images, 0123abce, pictures 76543210"));
        Assert.False(CellData.IsSame(old + ", pictures 76543211", old + ", pictures 76543210"));
    }

    [Fact]
    public void NamesADamagedCell()
    {
        Directory.CreateDirectory(_folder.Of("out", "cells"));
        File.WriteAllText(_folder.Of("out", "cells", "cucb-0.25-seed1.json"), "{ \"request\": 3 }");
        ProgramRun.In(_folder, "report", "out").AssertRefused("cucb-0.25-seed1.json", "damaged at line 1");
        Compare("--methods", "cucb", "--active", "0.25", "--seeds", "1").AssertRefused("cucb-0.25-seed1.json", "damaged at line 1");
    }

    [Theory]
    [InlineData("there is no method 'cucbb'; did you mean 'cucb'?", "--methods", "dense,cucbb")]
    [InlineData("the setting 'exploration' of a method cannot be '-1'", "--methods", "cucb+exploration=-1")]
    [InlineData("freeze-after cannot be 0.2: the choice is frozen after 0.2 of the steps, but channels shrink until 0.4 of them; freeze later or shrink faster", "--methods", "dense,cucb+freeze-after=0.2")]
    [InlineData("warmup cannot be 20: the epochs before channels shrink must be 0 to all 10; give fewer, or the run more", "--methods", "dense,cucb+warmup=20")]
    [InlineData("--active must be numbers above 0 and at most 1 with commas between them, but has '2'", "--active", "0.5,2")]
    [InlineData("--validation must leave a batch of 64 images to train on, of 6000, but is 10000", "--validation", "10000")]
    [InlineData("--learning-rate must be a number above 0, but is 'nan'", "--learning-rate", "nan")]
    public void RefusesBadArguments(string expected, params string[] options) =>
        ProgramRun.In(_folder, ["compare", "fashion-vgg", "--out", "out", .. options]).AssertRefused(expected);

    [Fact]
    public void RefusesAReportOfNothing() =>
        ProgramRun.In(_folder, "report", "nowhere").AssertRefused("'nowhere' has no results of a comparison", "give the folder that compare wrote to");

    /// <summary>The page's command is the whole of the comparison: pasted, it finds everything done.</summary>
    private void AssertGoesOn(string page, string output)
    {
        string command = WebUtility.HtmlDecode(page.Split("<code>")[1].Split("</code>")[0]);
        ProgramRun run = ProgramRun.In(_folder, [.. command[command.IndexOf("compare ", StringComparison.Ordinal)..].Split(' '), "--json"]);
        Assert.True(run.Status == ExitStatus.Success, run.Errors);
        Assert.Equal(output, run.Output);
        Assert.DoesNotContain("planned", run.Errors, StringComparison.Ordinal);
    }

    private static int Occurrences(string text, string piece) => text.Split(piece).Length - 1;

    private CellResult Cell(string name) =>
        JsonSerializer.Deserialize(File.ReadAllText(_folder.Of("out", "cells", name + ".json")), ResultJson.Readable.CellResult)!;

    private ProgramRun Compare(params string[] options) => ProgramRun.In(_folder,
    [
        "compare", "fashion-vgg", "--train-images", "96", "--validation", "40", "--batch", "16", "--fine-tune", "1", "--json",
        .. options.Contains("--epochs") ? (string[])[] : ["--epochs", "2"], .. options.Contains("--out") ? (string[])[] : ["--out", "out"], .. options,
    ]);
}
