using System.Text.RegularExpressions;
using CompactCnn.Generators.Tests.Harness;

namespace CompactCnn.Generators.Tests;

/// <summary>What the documents show is true: their code compiles, and what they point to exists.</summary>
public partial class DocumentTests
{
    public static TheoryData<string> Documents => [.. Directory.EnumerateFiles(Path.Combine(ProjectFiles.Repository, "docs"), "*.md", SearchOption.AllDirectories)
        .Append(Path.Combine(ProjectFiles.Repository, "README.md"))
        .Append(Path.Combine(ProjectFiles.Repository, "CONTRIBUTING.md"))
        .Select(path => Path.GetRelativePath(ProjectFiles.Repository, path))
        .Order(StringComparer.Ordinal)];

    [Fact]
    public void TheCodeOfTheReadmeCompiles()
    {
        string[] blocks = [.. CodeBlock().Matches(Read("README.md")).Select(block => block.Groups["code"].Value)];

        Assert.Equal(2, blocks.Length);
        GeneratorHarness.Accept(
            blocks[0],
            $$"""
            using System;
            using CompactCnn;

            internal static class Use
            {
                public static void Run(TrainingData data)
                {
            {{blocks[1]}}
                }
            }
            """);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void LinksPointToFilesThatExist(string document)
    {
        string folder = Path.GetDirectoryName(Path.Combine(ProjectFiles.Repository, document))!;
        foreach (string target in Link().Matches(Read(document)).Select(link => link.Groups["target"].Value))
        {
            string path = Path.Combine(folder, target);
            Assert.True(File.Exists(path) || Directory.Exists(path), $"{document} links to {target}, which does not exist");
        }
    }

    private static string Read(string document) => File.ReadAllText(Path.Combine(ProjectFiles.Repository, document));

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\((?!https?:)(?<target>[^)#]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
