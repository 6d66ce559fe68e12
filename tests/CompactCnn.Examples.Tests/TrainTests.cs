using System.Text.Json;

namespace CompactCnn.Examples.Tests;

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
        Assert.Equal(run.Output, File.ReadAllText(_folder.Of("out", "result.json")));
        Assert.Contains("training 100 %", run.Errors, StringComparison.Ordinal);
        Assert.Contains("fine-tuning 100 %", run.Errors, StringComparison.Ordinal);

        JsonElement json = run.Json;
        Assert.Equal(
            ["model", "dataset", "seed", "dense", "compact", "trainingMacs", "seconds", "keep"],
            json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["parameters", "macs"], json.GetProperty("dense").EnumerateObject().Select(property => property.Name));
        Assert.Equal(["parameters", "macs", "accuracy"], json.GetProperty("compact").EnumerateObject().Select(property => property.Name));
        Assert.Equal(("fashion-vgg", "fashion-mnist-subset", 5), (json.GetProperty("model").GetString(), json.GetProperty("dataset").GetString(), json.GetProperty("seed").GetInt64()));
        Assert.Equal(Zoo.Find("fashion-vgg")!.CostOf(0.5).Parameters, json.GetProperty("compact").GetProperty("parameters").GetInt64());
        Assert.InRange(json.GetProperty("compact").GetProperty("accuracy").GetDouble(), 10, 100);
        Assert.Equal([16, 16, 32, 32, 64, 64], json.GetProperty("keep").EnumerateArray().Select(group => group.GetArrayLength()));
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
    public void FailsWhereAResultCannotBeWritten()
    {
        Directory.CreateDirectory(_folder.Of("out", "result.json"));
        ProgramRun run = Train("--epochs", "0", "--fine-tune", "0", "--out", "out");
        Assert.Equal(ExitStatus.Failure, run.Status);
        Assert.Contains("error: 'out/result.json' could not be written", run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Equal(["fashion-vgg-compact.safetensors"], FilesOf("out"));
    }

    private string[] FilesOf(string folder) => [.. Directory.GetFiles(_folder.Of(folder)).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    private ProgramRun Train(params string[] options)
    {
        string[] seed = options.Contains("--seed") ? [] : ["--seed", "5"];
        return ProgramRun.In(_folder, ["train", "fashion-vgg", "--limit-images", "96", "--batch", "16", .. seed, .. options]);
    }
}
