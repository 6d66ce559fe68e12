using System.Globalization;
using System.Text.Json;

namespace CompactCnn.CommandLine.Tests;

/// <summary>The first command that people run, on few images.</summary>
public sealed class QuickstartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ComparesDenseWithCompactAndLeavesAReport()
    {
        ProgramRun run = ProgramRun.In(_folder, "quickstart", "--train-images", "64", "--json");

        Assert.Equal(ExitStatus.Success, run.Status);
        Assert.Single(run.Output.TrimEnd('\n').Split('\n'));
        Assert.Contains("| compact of dense |", run.Errors, StringComparison.Ordinal);

        JsonElement json = run.Json;
        Assert.Equal(["dense", "compact"], json.EnumerateObject().Select(property => property.Name));
        Assert.All(json.EnumerateObject(), network => Assert.Equal(
            ["parameters", "macs", "trainingMacs", "accuracy", "seconds"],
            network.Value.EnumerateObject().Select(property => property.Name)));
        Assert.Equal(288_170, json.GetProperty("dense").GetProperty("parameters").GetInt64());
        Assert.True(json.GetProperty("compact").GetProperty("trainingMacs").GetInt64() < json.GetProperty("dense").GetProperty("trainingMacs").GetInt64());

        JsonElement file = JsonDocument.Parse(File.ReadAllText(_folder.Of("compactcnn-out", "result.json"))).RootElement;
        Assert.Equal(["dense", "compact", "options", "environment"], file.EnumerateObject().Select(property => property.Name));
        Assert.All(json.EnumerateObject(), property => Assert.True(JsonElement.DeepEquals(property.Value, file.GetProperty(property.Name)), property.Name));
        Assert.True(File.Exists(_folder.Of("compactcnn-out", "fashion-vgg-compact.safetensors")));
        string report = File.ReadAllText(_folder.Of("compactcnn-out", "report.html"));
        Assert.Contains("quickstart --seed 1 --out", report, StringComparison.Ordinal);
        Assert.Equal(2, report.Split("<figure id=").Length - 1);
        Assert.Contains("<th class=\"number\">channels, dense</th>", report, StringComparison.Ordinal);
        Assert.Contains("<td>Conv6</td>", report, StringComparison.Ordinal);
        Assert.Contains("color-scheme: light dark", report, StringComparison.Ordinal);
        Assert.DoesNotContain("http", report, StringComparison.Ordinal);

        // Again, it says what there is; another run does not take its place.
        ProgramRun again = ProgramRun.In(_folder, "quickstart", "--train-images", "64", "--json");
        Assert.Equal((ExitStatus.Success, run.Output), (again.Status, again.Output));
        Assert.StartsWith("this run is finished, and nothing was done: dense ", again.Errors, StringComparison.Ordinal);
        ProgramRun.In(_folder, "quickstart", "--train-images", "64", "--seed", "2").AssertRefused("--out './compactcnn-out' holds a finished run of other options (quickstart --seed 1 there, 2 given)", "--overwrite");
    }

    /// <summary>What the README says of it was printed: medians over the seeds that were run, one line of JSON each.</summary>
    [Fact]
    public void TheReadmeHasTheMediansOfFiveSeeds()
    {
        JsonElement[] runs = [.. ResultsDocument.Lines("quickstart", "amd-epyc-avx512.jsonl").Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(5, runs.Length);
        string[][] table = ResultsDocument.Table("Two commands", page: Path.Combine(ProgramRun.Repository, "README.md"));

        Assert.Equal(["dense", "compact, half of the channels"], table.Select(row => row[0]));
        Assert.All(table, row =>
        {
            string network = row[0].Split(',')[0];
            Assert.Equal([Median("accuracy", "F1") + " %", Median("parameters", "N0"), Median("macs", "N0"), Median("trainingMacs", "N1", 1e-9) + " G", Median("seconds", "F0")], row[1..]);

            string Median(string property, string format, double unit = 1) =>
                (unit * runs.Select(run => run.GetProperty(network).GetProperty(property).GetDouble()).Order().ElementAt(runs.Length / 2)).ToString(format, CultureInfo.InvariantCulture);
        });
    }
}
