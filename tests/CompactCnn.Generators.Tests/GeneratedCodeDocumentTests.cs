using System.Text.RegularExpressions;
using CompactCnn.Generators.Tests.Harness;

namespace CompactCnn.Generators.Tests;

/// <summary>docs/generated-code.md shows a whole generated file as it is.</summary>
public partial class GeneratedCodeDocumentTests
{
    private static readonly string Document = Path.Combine(ProjectFiles.Repository, "docs", "generated-code.md");

    /// <summary>With COMPACTCNN_ACCEPT_SNAPSHOTS=1 the document is given what is generated now.</summary>
    [Fact]
    public void TheFileIsTheGeneratedOne()
    {
        string text = File.ReadAllText(Document).ReplaceLineEndings("\n");
        string declaration = DocumentCode.Blocks(text).Single(block => block.Contains("partial class Tiny;", StringComparison.Ordinal));
        string generated = GeneratorHarness.Accept(declaration).Text;
        Group shown = Shown().Match(text).Groups["code"];
        if (Snapshot.Accepts && shown.Value != generated)
        {
            File.WriteAllText(Document, $"{text[..shown.Index]}{generated}{text[(shown.Index + shown.Length)..]}");
            return;
        }

        Assert.Equal(generated, shown.Value);
    }

    [GeneratedRegex(@"```cs\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Shown();
}
