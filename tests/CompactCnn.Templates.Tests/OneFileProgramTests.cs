using System.Text.RegularExpressions;

namespace CompactCnn.Templates.Tests;

/// <summary>
/// The program that the README begins with, one file without a project. .NET switches JSON by reflection off in such programs, as
/// it does in trimmed ones.
/// </summary>
[Collection(PackedTests.Name)]
public sealed partial class OneFileProgramTests(PackedFeed feed)
{
    [Fact]
    public void TheFirstProgramOfTheReadmeRuns()
    {
        string readme = File.ReadAllText(Path.Combine(PackedFeed.Repository, "README.md")).ReplaceLineEndings("\n");
        string program = Block().Match(readme).Groups["code"].Value;
        Assert.InRange(program.Trim().Split('\n').Length, 10, 22);

        // Its packages, less work, and a run that is kept and could be resumed.
        const string kept = "Seed = 1, Checkpoints = new CheckpointOptions { Folder = \"kept\", EverySteps = 50 } }";
        program = Package().Replace(program, match => $"#:package {Packed(match.Groups["id"].Value)}");
        string shorter = Epochs().Replace(program, "Epochs = 1")
            .Replace("Conv(32)", "Conv(8)", StringComparison.Ordinal)
            .Replace("Conv(64)", "Conv(8)", StringComparison.Ordinal)
            .Replace("Seed = 1 }", kept, StringComparison.Ordinal);
        Assert.Contains(kept, shorter, StringComparison.Ordinal);
        feed.Write("one/clothes.cs", shorter);

        CommandRun run = feed.Dotnet("one", "run", "clothes.cs").Succeeded();

        Assert.Contains("Conv1", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"[0-9.]+ % of 5,000 pictures of clothes are named rightly\s*$", run.Output);
        Assert.NotEmpty(Directory.GetFiles(feed.Of("one/kept"), "*", SearchOption.AllDirectories));
    }

    private string Packed(string id) => id.StartsWith("CompactCnn", StringComparison.Ordinal)
        ? $"{id}@{feed.Version}"
        : $"{PackedFeed.NativeLibrary}@{PackedFeed.LibtorchVersion}";

    [GeneratedRegex("```csharp\n(?<code>#:package.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    [GeneratedRegex("#:package (?<id>[^@]+)@.*", RegexOptions.ExplicitCapture)]
    private static partial Regex Package();

    [GeneratedRegex("Epochs = [0-9]+")]
    private static partial Regex Epochs();
}
