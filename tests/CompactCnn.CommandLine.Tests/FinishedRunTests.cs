using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CompactCnn.CommandLine.Tests;

/// <summary>What a folder holds is not replaced unasked: a finished run is said to be, lengthened, or refused.</summary>
public sealed class FinishedRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void IsSaidToBeFinishedAndReplacedByNothingElse()
    {
        ProgramRun first = Train("--json");
        Assert.True(first.Status == ExitStatus.Success, first.Errors);
        byte[] network = Network();
        foreach (string[] again in (string[][])[[], ["--resume"]])
        {
            ProgramRun second = Train(["--json", .. again]);
            Assert.Equal((ExitStatus.Success, first.Output), (second.Status, second.Output));
            Assert.StartsWith("this run is finished, and nothing was done: ", second.Errors, StringComparison.Ordinal);
        }

        Train("--seed", "2").AssertRefused("--out 'out' holds a finished run of other options (--seed 1 there, 2 given); give another folder, or add --overwrite to replace it; to lengthen it give its options with more --epochs and --resume");
        Train("--epochs", "3").AssertRefused("--out 'out' holds a finished run (--epochs 2 there, 3 given); add --resume to go on from its end");
        Train("--resume", "--overwrite").AssertRefused("--overwrite begins anew and --resume goes on; leave one out");
        Assert.Equal(network, Network());

        Assert.Equal(ExitStatus.Success, Train("--seed", "2", "--overwrite").Status);
        Assert.NotEqual(network, Network());
        // What does not say of what it is, is not believed to be this.
        File.WriteAllText(_folder.Of("out", "result.json"), "{}");
        Train("--seed", "2").AssertRefused("--out 'out' holds 'result.json', which does not say of which options it is the result");
        File.Delete(_folder.Of("out", "result.json"));
        Directory.Delete(_folder.Of("out", "checkpoints"), recursive: true);
        Train("--seed", "2").AssertRefused("--out: 'out/fashion-vgg-compact.safetensors' is there already; give another, or add --overwrite to replace it");
    }

    /// <summary>What it left makes the page: nothing is trained.</summary>
    [Fact]
    public void IsReportedFromWhatIsThere()
    {
        ProgramRun first = Train("--json");
        Assert.True(first.Status == ExitStatus.Success, first.Errors);
        byte[] network = Network();
        Assert.False(File.Exists(_folder.Of("out", "report.html")));
        ProgramRun reported = Train("--report");
        Assert.True(reported.Status == ExitStatus.Success, reported.Errors);
        Assert.StartsWith("this run is finished, and nothing was trained: ", reported.Output, StringComparison.Ordinal);
        Assert.EndsWith("\nreport  out/report.html\n", reported.Output, StringComparison.Ordinal);
        string page = File.ReadAllText(_folder.Of("out", "report.html"));
        string accuracy = first.Json.GetProperty("compact").GetProperty("accuracy").GetDouble().ToString("F2", CultureInfo.InvariantCulture);
        Assert.Contains($"right on {accuracy} % of the test images", page, StringComparison.Ordinal);
        Assert.Contains("<figure id=\"learning-loss\">", page, StringComparison.Ordinal);
        Assert.Equal(3, page.Split("<td>training</td>").Length + page.Split("<td>fine-tuning</td>").Length - 2);
        Assert.Contains(" --report --fine-tune 1 --out out", page, StringComparison.Ordinal);
        Assert.Equal(network, Network());

        // A page that is there is left as it is.
        File.WriteAllText(_folder.Of("out", "report.html"), "mine");
        Assert.Equal("nothing was done", Train("--report").Output.Split(": ")[0].Split(", and ")[1]);
        Assert.Equal("mine", File.ReadAllText(_folder.Of("out", "report.html")));
    }

    [Fact]
    public void IsLengthenedFromItsEndAndFromWhereItWasStopped()
    {
        string[] schedule = ["--warmup", "1"];
        Assert.Equal(ExitStatus.Success, Train(schedule).Status);
        byte[] shorter = Network();

        ProgramRun longer = Train([.. schedule, "--epochs", "4", "--resume"]);
        Assert.True(longer.Status == ExitStatus.Success, longer.Errors);
        Assert.Contains("\nresuming from 'out/checkpoints/training/checkpoint-000000012.safetensors', after step 12 of 12, up to 4 epochs\n", longer.Errors, StringComparison.Ordinal);
        Assert.NotEqual(shorter, Network());
        JsonElement file = JsonDocument.Parse(File.ReadAllText(_folder.Of("out", "result.json"))).RootElement;
        Assert.Equal([4, 0, 1], file.GetProperty("phases").EnumerateArray().Select(phase => phase.GetProperty("epochs").GetArrayLength()));

        // Killed in its fine-tuning, and then given more: the training goes on from its end.
        using (Process process = ProgramRun.Start(_folder, Arguments([.. schedule, "--epochs", "5", "--fine-tune", "1", "--resume", "--checkpoint-every", "1"])))
        {
            string checkpoint = _folder.Of("out", "checkpoints", "fine-tuning", "checkpoint-000000002.safetensors");
            Assert.True(SpinWait.SpinUntil(() => File.Exists(checkpoint) || process.HasExited, TimeSpan.FromSeconds(60)));
            process.Kill();
            process.WaitForExit();
        }

        ProgramRun last = Train([.. schedule, "--epochs", "6", "--resume"]);
        Assert.True(last.Status == ExitStatus.Success, last.Errors);
        Assert.Contains("\nresuming from 'out/checkpoints/training/checkpoint-000000030.safetensors', after step 30 of 30, up to 6 epochs\n", last.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoProcessesDoNotShareAFolder()
    {
        using Process first = ProgramRun.Start(_folder, Arguments(["--epochs", "100000"]));
        ProgramRun.AssertSays(first, "training 0 %");
        Train().AssertRefused("--out 'out' is in use: another process writes its results there; wait for its end, or give another folder");
        ProgramRun.In(_folder, "compare", "fashion-vgg", "--out", "out").AssertRefused("--out 'out' is in use");
        first.Kill();
        first.WaitForExit();
        // A kill leaves the file, and nobody locked out.
        Assert.True(File.Exists(_folder.Of("out", ".compactcnn-lock")));
        Assert.Equal(ExitStatus.Success, Train().Status);
        Assert.False(File.Exists(_folder.Of("out", ".compactcnn-lock")));
    }

    [Fact]
    public void NoCommandReplacesAFileUnasked()
    {
        File.WriteAllText(_folder.Of("mine"), "mine");
        Run("data", "show", "fashion-mnist-subset", "--out", "mine").AssertRefused("--out 'mine' is there already");
        Train("--log", "mine").AssertRefused("--log 'mine' is there already; give another, or add --overwrite to replace it");
        Assert.Equal("mine", File.ReadAllText(_folder.Of("mine")));
        Assert.False(Directory.Exists(_folder.Of("out")));
    }

    [Fact]
    public void AChangedTestPictureIsNoticed()
    {
        foreach (string part in new[] { "train", "test" })
        {
            foreach (string name in new[] { "cat", "dog" })
                Pictures.Draw(_folder.Of("pets", part, name), count: 8, seed: name.Length + part.Length + name[0]);
        }

        string[] command = ["train", "vgg7-cifar10", "--dataset", "image-folder", "--data", "pets", "--epochs", "1", "--fine-tune", "0", "--batch", "8", "--out", "out"];
        ProgramRun first = Run(command);
        Assert.True(first.Status == ExitStatus.Success, first.Errors);
        Assert.Equal(ExitStatus.Success, Run(command).Status);
        Pictures.Draw(_folder.Of("pets", "test", "dog"), count: 9, seed: 1);
        Run(command).AssertRefused("since the run in --out 'out' was finished the test pictures changed: 16 then, 17 now; give another folder");
        command[7] = "2";
        Run([.. command, "--resume"]).AssertRefused("the test pictures changed: 16 then, 17 now");
        Pictures.Draw(_folder.Of("pets", "train", "cat"), count: 9, seed: 1);
        Run([.. command, "--resume"]).AssertRefused("the training pictures changed: 16 then, 17 now, and the test pictures changed: 16 then, 17 now");
    }

    private static string[] Arguments(string[] more)
    {
        string[] epochs = more.Contains("--epochs") ? [] : ["--epochs", "2"];
        return ["train", "fashion-vgg", "--train-images", "96", "--batch", "16", .. epochs, .. more, .. more.Contains("--fine-tune") ? (string[])[] : ["--fine-tune", "1"], "--out", "out"];
    }

    private byte[] Network() => File.ReadAllBytes(_folder.Of("out", "fashion-vgg-compact.safetensors"));

    private ProgramRun Train(params string[] more) => Run(Arguments(more));

    private ProgramRun Run(params string[] arguments) => ProgramRun.In(_folder, arguments);
}
