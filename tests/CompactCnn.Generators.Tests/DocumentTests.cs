using System.Text.RegularExpressions;
using CompactCnn.Generators.Tests.Harness;

namespace CompactCnn.Generators.Tests;

/// <summary>What the documents show is true: their code compiles, and what they point to exists.</summary>
public partial class DocumentTests
{
    public static TheoryData<string> Documents => [.. Paths()];

    /// <summary>The pages with C#; those of the diagnostics have bad code on purpose, and tests of their own.</summary>
    public static TheoryData<string> DocumentsWithCode => [.. Paths()
        .Where(path => !Path.GetFileName(path).StartsWith("CCNN", StringComparison.Ordinal) && DocumentCode.Blocks(Read(path)).Length > 0)];

    [Theory]
    [MemberData(nameof(DocumentsWithCode))]
    public void CodeCompiles(string document) => GeneratorHarness.Accept(DocumentCode.Files(Read(document), Read("src/Examples/Models/SmallVgg.cs")));

    /// <summary>A fence that is spelled in another way would not be compiled.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void FencesSayWhatTheyHold(string document) => Assert.All(
        Fence().Matches(Read(document)).Select(fence => fence.Groups["language"].Value).Where((_, index) => index % 2 == 0),
        language => Assert.Contains(language, new[] { "csharp", "cs", "editorconfig", "json", "mermaid", "python", "sh", "text", "xml" }));

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

    /// <summary>A package's page is read on the registry's site, where no file of this repository lies beside it.</summary>
    [Fact]
    public void PackagesHaveAPageWithAbsoluteLinksToPagesThatExist()
    {
        const string repository = "https://github.com/compactcnn/compactcnn/blob/main/";
        string[] packages = [.. Directory.EnumerateFiles(Path.Combine(ProjectFiles.Repository, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(project => File.ReadAllText(project).Contains("<IsPackable>true</IsPackable>", StringComparison.Ordinal))];
        Assert.NotEmpty(packages);
        foreach (string page in packages.Select(project => Path.Combine(Path.GetDirectoryName(project)!, "README.md")))
        {
            Assert.True(File.Exists(page), $"there is no {page}");
            string text = File.ReadAllText(page);
            Assert.Empty(Link().Matches(text));
            Assert.All(
                AbsoluteLink().Matches(text).Select(link => link.Groups["target"].Value).Where(target => target.StartsWith(repository, StringComparison.Ordinal)),
                target => Assert.True(File.Exists(Path.Combine(ProjectFiles.Repository, target[repository.Length..])), $"{page} links to {target}, which does not exist"));
        }
    }

    private static IEnumerable<string> Paths() => Directory.EnumerateFiles(Path.Combine(ProjectFiles.Repository, "docs"), "*.md", SearchOption.AllDirectories)
        .Append(Path.Combine(ProjectFiles.Repository, "README.md"))
        .Append(Path.Combine(ProjectFiles.Repository, "CONTRIBUTING.md"))
        .Concat(Directory.EnumerateDirectories(Path.Combine(ProjectFiles.Repository, "src")).Select(project => Path.Combine(project, "README.md")).Where(File.Exists))
        .Select(path => Path.GetRelativePath(ProjectFiles.Repository, path))
        .Order(StringComparer.Ordinal);

    private static string Read(string document) => File.ReadAllText(Path.Combine(ProjectFiles.Repository, document));

    [GeneratedRegex(@"^ *```(?<language>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<target>https:[^)#]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex AbsoluteLink();

    [GeneratedRegex(@"\]\((?!https?:)(?<target>[^)#]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
