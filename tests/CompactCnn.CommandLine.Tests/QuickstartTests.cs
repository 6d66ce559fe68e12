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
        ProgramRun run = ProgramRun.In(_folder, "quickstart", "--limit-images", "64", "--json");

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

        Assert.Equal(run.Output, File.ReadAllText(_folder.Of("compactcnn-out", "result.json")));
        Assert.True(File.Exists(_folder.Of("compactcnn-out", "fashion-vgg-compact.safetensors")));
        string report = File.ReadAllText(_folder.Of("compactcnn-out", "report.html"));
        Assert.Contains("quickstart --seed 1 --out", report, StringComparison.Ordinal);
        Assert.Equal(2, report.Split("<figure id=").Length - 1);
        Assert.Contains("<th class=\"number\">channels, dense</th>", report, StringComparison.Ordinal);
        Assert.Contains("<td>Conv6</td>", report, StringComparison.Ordinal);
        Assert.Contains("color-scheme: light dark", report, StringComparison.Ordinal);
        Assert.DoesNotContain("http", report, StringComparison.Ordinal);
    }
}
