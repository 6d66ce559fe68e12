using System.IO.Compression;
using System.Text.Json;
using CompactCnn.Datasets.Tests;
using SkiaSharp;

namespace CompactCnn.Templates.Tests;

/// <summary>A project from <c>dotnet new compactcnn</c>, and every command of the program that it is.</summary>
[Collection(PackedTests.Name)]
public sealed class TemplateTests(PackedFeed feed)
{
    private const string Network = "compactcnn-out/small-flowers/small-flowers-compact.safetensors";
    private static readonly string[] Pictures = ["--dataset", "image-folder", "--data", "pictures"];
    private static readonly (string Name, SKColor Colour)[] Classes =
        [("daisy", SKColors.Gold), ("rose", SKColors.Crimson), ("violet", SKColors.Indigo)];

    private NewProject Project => feed.Project;

    [Fact]
    public void TheProjectRefersToPackagesOfItsOwnVersion()
    {
        using ZipArchive package = feed.Open("CompactCnn.Templates");
        IEnumerable<string> entries = package.Entries.Select(entry => entry.FullName)
            .Where(name => name.StartsWith("content/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "content/compactcnn/.template.config/template.json", "content/compactcnn/Program.cs", "content/compactcnn/README.md",
                "content/compactcnn/TemplateModel.cs", "content/compactcnn/TemplateProject.csproj", "content/compactcnn/gitignore.txt",
            ],
            entries);
        using var project = new StreamReader(package.GetEntry("content/compactcnn/TemplateProject.csproj")!.Open());
        string text = project.ReadToEnd();
        Assert.Contains($"""<PackageReference Include="CompactCnn" Version="{feed.Version}" />""", text, StringComparison.Ordinal);
        Assert.Contains($"""Include="{PackedFeed.NativeLibrary}" Version="{PackedFeed.LibtorchVersion}" """, text, StringComparison.Ordinal);
        Assert.DoesNotContain("_VERSION", text, StringComparison.Ordinal);
    }

    /// <summary>From nothing to an exported network, as the project's README has it.</summary>
    [Fact]
    public void ANewProjectBuildsTrainsAndExports()
    {
        Assert.Equal([".gitignore", "Program.cs", "README.md", "Small Flowers.csproj", "Small_FlowersNetwork.cs"], Project.Files);
        string model = File.ReadAllText(Project.Of("Small_FlowersNetwork.cs"));
        Assert.Contains("""[CompactModel(channels: 3, height: 16, width: 16, Name = "small-flowers")]""", model, StringComparison.Ordinal);
        Assert.Contains("[GlobalPool, Linear(3)]", model, StringComparison.Ordinal);
        string page = File.ReadAllText(Project.Of("README.md")).ReplaceLineEndings("\n");
        Assert.Contains("train small-flowers --dataset image-folder --data pictures\n", page, StringComparison.Ordinal);

        Assert.Contains("0 Warning(s)", Project.Build.Succeeded().Output, StringComparison.Ordinal);

        WritePictures();
        Assert.Contains("doctor", Command("--help").Output, StringComparison.Ordinal);
        Assert.Equal("small-flowers", Json(Command("cost", "small-flowers", "--json")).GetProperty("model").GetString());
        JsonElement trained = Json(Command(["train", "small-flowers", .. Pictures, "--epochs", "3", "--fine-tune", "1", "--batch", "8", "--json"]));
        Assert.True(trained.GetProperty("compact").GetProperty("accuracy").GetDouble() > 50);
        Assert.True(Json(Command(["eval", Network, .. Pictures, "--json"])).GetProperty("accuracy").GetDouble() > 50);
        JsonElement predicted = Json(Command("predict", Network, "rose.png", "--json")).GetProperty("predictions")[0];
        Assert.Equal("rose", predicted.GetProperty("class").GetString());
        Assert.Contains("rose", Command("inspect", Network).Output, StringComparison.Ordinal);
        Command("export", Network, "--format", "onnx", "--out", "flowers.onnx");
        OnnxAnswer answer = OnnxAnswer.For(Project.Of("flowers.onnx"), SKColors.Crimson);
        Assert.Equal("rose", answer.Class);
        Assert.Equal(predicted.GetProperty("probability").GetDouble(), answer.Probability, 1e-3);
        Command(
            ["compare", "small-flowers", .. Pictures, "--methods", "cucb,scratch-e", "--active", "0.5", "--seeds", "2",
            "--epochs", "2", "--fine-tune", "1", "--batch", "8", "--jobs", "2", "--out", "compared"]);
        Command("report", "compared");
        Assert.Contains("small-flowers", File.ReadAllText(Project.Of("compared/report.html")), StringComparison.Ordinal);
        Assert.EndsWith("TorchSharp loads here.\n", Command("doctor").Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static JsonElement Json(CommandRun run) => JsonDocument.Parse(run.Output.TrimEnd().Split('\n')[^1]).RootElement;

    private CommandRun Command(params string[] arguments) => Project.Run(arguments).Succeeded();

    /// <summary>Eight pictures of a colour for each class, lighter from one to the next, and one more rose.</summary>
    private void WritePictures()
    {
        Project.Write("rose.png", PictureBytes.Plain(SKColors.Crimson, 20, 18));
        foreach ((string name, SKColor colour) in Classes)
        {
            for (int picture = 1; picture <= 8; picture++)
            {
                byte alpha = (byte)(255 - 12 * picture);
                Project.Write($"pictures/{name}/{picture}.png", PictureBytes.Plain(colour.WithAlpha(alpha), 20, 18));
            }
        }
    }
}
