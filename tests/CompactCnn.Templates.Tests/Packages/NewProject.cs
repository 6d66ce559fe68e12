using System.Diagnostics;

namespace CompactCnn.Templates.Tests;

/// <summary>A project from <c>dotnet new compactcnn</c>, in a folder whose name is no C# name, built once for all tests.</summary>
internal sealed class NewProject
{
    private const string Folder = "new/Small Flowers";
    private const string Program = "bin/Release/net10.0/Small Flowers.dll";
    private readonly PackedFeed _feed;

    public NewProject(PackedFeed feed)
    {
        _feed = feed;
        New("install", feed.Of($"feed/CompactCnn.Templates.{feed.Version}.nupkg"));
        New("compactcnn", "-o", Folder, "--width", "16", "--height", "16", "--channels", "3", "--classes", "3");
        Files = [.. Directory.GetFiles(feed.Of(Folder)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        Build = feed.Dotnet(Folder, "build", "-c", "Release", "-m:1");
    }

    /// <summary>What the template made.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>What the build said.</summary>
    public CommandRun Build { get; }

    /// <summary>A path in the project's folder.</summary>
    public string Of(string path) => _feed.Of($"{Folder}/{path}");

    /// <summary>Writes a file into it.</summary>
    public void Write(string path, byte[] bytes) => _feed.Write($"{Folder}/{path}", bytes);

    /// <summary>Runs the program.</summary>
    public CommandRun Run(params string[] arguments) => _feed.Dotnet(Folder, [Program, .. arguments]);

    /// <summary>Starts the program.</summary>
    public Process Start(params string[] arguments) => PackedFeed.Start("dotnet", _feed.Of(Folder), [Program, .. arguments]);

    /// <summary>Where templates are installed is the tests' own.</summary>
    private void New(params string[] arguments) => _feed.Dotnet(".", ["new", .. arguments, "--debug:custom-hive", _feed.Of("hive")]).Succeeded();
}
