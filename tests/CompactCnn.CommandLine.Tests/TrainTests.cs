using System.Text.Json;

namespace CompactCnn.CommandLine.Tests;

/// <summary>Training from the command line, on few images.</summary>
public sealed class TrainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void LeavesItsFilesAndSaysWhatItFound()
    {
        ProgramRun run = Train("--epochs", "2", "--warmup", "1", "--fine-tune", "1", "--out", "out", "--json");

        Assert.Equal(ExitStatus.Success, run.Status);
        Assert.Single(run.Output.TrimEnd('\n').Split('\n'));
        Assert.Equal(["fashion-vgg-compact.safetensors", "result.json"], FilesOf("out"));
        Assert.Contains("training 100 %", run.Errors, StringComparison.Ordinal);
        Assert.Contains("fine-tuning 100 %", run.Errors, StringComparison.Ordinal);

        JsonElement json = run.Json;
        Assert.Equal(
            ["model", "dataset", "seed", "dense", "compact", "trainingMacs", "seconds", "keep"],
            json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["parameters", "macs"], json.GetProperty("dense").EnumerateObject().Select(property => property.Name));
        Assert.Equal(["parameters", "macs", "accuracy"], json.GetProperty("compact").EnumerateObject().Select(property => property.Name));
        Assert.Equal(("fashion-vgg", "fashion-mnist-subset", 5), (json.GetProperty("model").GetString(), json.GetProperty("dataset").GetString(), json.GetProperty("seed").GetInt64()));
        Assert.Equal(Zoo.Catalog.Find("fashion-vgg")!.CostOf(0.5).Parameters, json.GetProperty("compact").GetProperty("parameters").GetInt64());
        Assert.InRange(json.GetProperty("compact").GetProperty("accuracy").GetDouble(), 10, 100);
        Assert.Equal([16, 16, 32, 32, 64, 64], json.GetProperty("keep").EnumerateArray().Select(group => group.GetArrayLength()));

        // The file says the same, and what it came from.
        JsonElement file = JsonDocument.Parse(File.ReadAllText(_folder.Of("out", "result.json"))).RootElement;
        Assert.Equal(
            [.. json.EnumerateObject().Select(property => property.Name), "options", "images", "phases", "environment"],
            file.EnumerateObject().Select(property => property.Name));
        Assert.All(json.EnumerateObject(), property => Assert.True(JsonElement.DeepEquals(property.Value, file.GetProperty(property.Name)), property.Name));
        Assert.Equal(("2", "5"), (file.GetProperty("options").GetProperty("--epochs").GetString(), file.GetProperty("options").GetProperty("--seed").GetString()));
        // Training, the recalibration, which has no epochs, and fine-tuning.
        Assert.Equal([2, 0, 1], file.GetProperty("phases").EnumerateArray().Select(phase => phase.GetProperty("epochs").GetArrayLength()));
        Assert.Equal(CommandLine.Machine.Build(), file.GetProperty("environment").GetProperty("compactCnn").GetString());
    }

    [Fact]
    public void WithoutASingleEpochStillCompacts()
    {
        ProgramRun run = Train("--epochs", "0", "--fine-tune", "0", "--active", "0.25", "--out", "out");
        Assert.Equal(ExitStatus.Success, run.Status);
        Assert.Contains("test images right", run.Output, StringComparison.Ordinal);
        Assert.Contains("| compact of dense |", run.Output, StringComparison.Ordinal);
        Assert.Equal(["fashion-vgg-compact.safetensors", "result.json"], FilesOf("out"));
    }

    [Fact]
    public void GivesTheSameBytesInFreshProcesses()
    {
        byte[] first = Trained("first", "5");
        byte[] second = Trained("second", "5");
        byte[] other = Trained("other", "6");
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);

        byte[] Trained(string folder, string seed)
        {
            Assert.Equal(ExitStatus.Success, Train("--epochs", "1", "--fine-tune", "1", "--out", folder, "--seed", seed).Status);
            return File.ReadAllBytes(_folder.Of(folder, "fashion-vgg-compact.safetensors"));
        }
    }

    [Fact]
    public void TheWidthsFollowALimitInMacs()
    {
        const long limit = 1_500_000;
        ProgramRun run = Train("--epochs", "1", "--fine-tune", "0", "--budget", "macs=1500000", "--selector", "thompson-sampling", "--out", "out", "--json");
        Assert.True(run.Status == ExitStatus.Success, run.Errors);
        Assert.InRange(run.Json.GetProperty("compact").GetProperty("macs").GetInt64(), limit * 9 / 10, limit);
    }

    /// <summary>With fewer classes than are declared the same limit leaves room for more channels: it is of what is trained.</summary>
    [Fact]
    public void ALimitIsOfTheNetworkThatIsTrained()
    {
        DeclaredModel model = Zoo.Catalog.Find("fashion-vgg")!;
        long least = model.CostOf([.. model.Graph.Groups.Select(group => (int)Math.Ceiling(0.1 * group.Count))]).Parameters;
        foreach (string name in (string[])["cat", "dog"])
            Pictures.Draw(_folder.Of("pets", name), count: 12, seed: name[0]);

        // Less than the least that ten classes need.
        string[] limited = ["--epochs", "1", "--fine-tune", "0", "--budget", FormattableString.Invariant($"parameters={least - 1}"), "--out", "out", "--json"];
        Train(limited).AssertRefused(FormattableString.Invariant($"the budget allows 'FashionVgg' {least - 1} parameters, but its minimum widths take {least}"));
        ProgramRun run = ProgramRun.In(_folder, ["train", "fashion-vgg", "--dataset", "image-folder", "--data", "pets", "--batch", "8", .. limited]);
        Assert.True(run.Status == ExitStatus.Success, run.Errors);
        Assert.InRange(run.Json.GetProperty("compact").GetProperty("parameters").GetInt64(), least - 150, least - 1);
    }

    [Theory]
    [InlineData("global")]
    [InlineData("parameters")]
    public void ABudgetOfAFractionIsKept(string budget)
    {
        ProgramRun run = Train("--epochs", "1", "--fine-tune", "0", "--budget", budget, "--active", "0.3", "--out", "out", "--json");
        Assert.True(run.Status == ExitStatus.Success, run.Errors);
        int channels = run.Json.GetProperty("keep").EnumerateArray().Sum(group => group.GetArrayLength());
        DeclaredModel model = Zoo.Catalog.Find("fashion-vgg")!;
        if (budget == "global")
            Assert.Equal((int)(0.3 * model.Graph.Groups.Sum(group => group.Count)), channels);
        else
            Assert.InRange(run.Json.GetProperty("compact").GetProperty("parameters").GetInt64(), 0.28 * model.Cost.Parameters, 0.3 * model.Cost.Parameters);
    }

    [Fact]
    public void TakesWhatCompareTakes()
    {
        ProgramRun run = Train("--epochs", "1", "--fine-tune", "0", "--active", "0.45", "--multiple-of", "8", "--augment", "shift", "--threads", "2", "--device", "cpu", "--out", "out", "--json");
        Assert.True(run.Status == ExitStatus.Success, run.Errors);
        Assert.Equal([8, 8, 24, 24, 56, 56], run.Json.GetProperty("keep").EnumerateArray().Select(group => group.GetArrayLength()));
        JsonElement file = JsonDocument.Parse(File.ReadAllText(_folder.Of("out", "result.json"))).RootElement;
        Assert.Equal(2, file.GetProperty("environment").GetProperty("threads").GetInt32());
        Assert.Equal("shift", file.GetProperty("options").GetProperty("--augment").GetString());
        Assert.StartsWith("Byte [96, 1, 28, 28] ", file.GetProperty("images").GetProperty("Data.Images").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TellsTheBestEpochAndWritesWhatItDid()
    {
        ProgramRun run = Train("--epochs", "3", "--fine-tune", "2", "--validation", "16", "--log", "logs/run.csv", "--tensorboard", "events", "--out", "out");
        Assert.True(run.Status == ExitStatus.Success, run.Errors);
        Assert.Contains("best epoch of training: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("best epoch of fine-tuning: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("% of 16 images held out right", run.Output, StringComparison.Ordinal);
        Assert.Contains(", validation ", run.Errors, StringComparison.Ordinal);
        // Eighty of the 96 images are trained on, 16 at a time: five steps an epoch.
        Assert.Equal(["10", "15"], Steps("logs", "run.csv"));
        Assert.Equal(["10"], Steps("logs", "run-fine-tuning.csv"));
        Assert.True(File.Exists(_folder.Of("events", "training", "events.out.tfevents.compactcnn")));
        Assert.True(File.Exists(_folder.Of("events", "fine-tuning", "events.out.tfevents.compactcnn")));

        string[] Steps(params string[] file) => [.. File.ReadAllLines(_folder.Of(file)).Skip(1).Select(line => line.Split(',')[1])];
    }

    [Fact]
    public void EverySelectorOfTheLibraryHasAName()
    {
        Assert.Equal(
            typeof(SelectorOptions).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SelectorOptions)) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal),
            SelectorNames.Kind.Values.Select(known => known.GetType()).OrderBy(type => type.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void AResultThatCannotBeWrittenIsRefusedBeforeTheWork()
    {
        Directory.CreateDirectory(_folder.Of("out", "result.json"));
        Train("--epochs", "0", "--fine-tune", "0", "--out", "out").AssertRefused("--out: 'out/result.json' cannot be written: it is a folder, but only regular files are replaced; give another");
        Assert.Empty(FilesOf("out"));
    }

    private string[] FilesOf(string folder) => [.. Directory.GetFiles(_folder.Of(folder)).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    private ProgramRun Train(params string[] options)
    {
        string[] seed = options.Contains("--seed") ? [] : ["--seed", "5"];
        return ProgramRun.In(_folder, ["train", "fashion-vgg", "--train-images", "96", "--batch", "16", .. seed, .. options]);
    }
}
