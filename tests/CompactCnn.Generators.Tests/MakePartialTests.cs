using System.Collections.Immutable;
using CompactCnn.CodeFixes;
using CompactCnn.Generators.Analysis;
using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace CompactCnn.Generators.Tests;

/// <summary>The fix for CCNN0001 and CCNN0002.</summary>
public class MakePartialTests
{
    private const string Attributes = "[CompactModel(channels: 1, height: 8, width: 8)]\n[Linear(10)]\n";

    [Theory]
    [InlineData("class Small;", "partial class Small;")]
    [InlineData("public sealed class Small;", "public sealed partial class Small;")]
    [InlineData("internal class Small // a comment\n{\n}", "internal partial class Small // a comment\n{\n}")]
    [InlineData("/* before */ class Small;", "/* before */ partial class Small;")]
    public async Task TheModelIsMadePartial(string before, string after) =>
        Assert.Equal("using CompactCnn;\n" + Attributes + after, await FixAsync("using CompactCnn;\n" + Attributes + before));

    [Fact]
    public async Task EveryContainingTypeIsMadePartial()
    {
        string mended = await FixAsync(
            $$"""
            using CompactCnn;
            public static class Outermost
            {
                public partial class Middle
                {
                    public struct Inner
                    {
                        {{Attributes.ReplaceLineEndings(" ")}}
                        public sealed partial class Small;
                    }
                }
            }
            """);

        Assert.Equal(
            $$"""
            using CompactCnn;
            public static partial class Outermost
            {
                public partial class Middle
                {
                    public partial struct Inner
                    {
                        {{Attributes.ReplaceLineEndings(" ")}}
                        public sealed partial class Small;
                    }
                }
            }
            """.ReplaceLineEndings("\n"),
            mended);
    }

    [Fact]
    public async Task TheDocumentationCommentStays()
    {
        const string Comment = "/// <summary>A model.</summary>\n";

        Assert.Equal(
            "using CompactCnn;\n" + Comment + Attributes + "public partial class Small;",
            await FixAsync("using CompactCnn;\n" + Comment + Attributes + "public class Small;"));
    }

    [Fact]
    public async Task AllAreFixedAtOnce()
    {
        using var workspace = new AdhocWorkspace();
        Document document = AddDocument(
            workspace,
            $$"""
            using CompactCnn;
            public static class Outer
            {
                {{Attributes.ReplaceLineEndings(" ")}}
                public sealed partial class First;
                {{Attributes.ReplaceLineEndings(" ")}}
                public sealed partial class Second;
            }
            """);
        ImmutableArray<Diagnostic> diagnostics = await DiagnoseAsync(document);
        var provider = new MakePartialCodeFixProvider();
        var context = new FixAllContext(document, provider, FixAllScope.Document, "CCNN0002", ["CCNN0002"], new Found(diagnostics), CancellationToken.None);

        CodeAction? action = await provider.GetFixAllProvider().GetFixAsync(context);

        string text = (await (await ChangedAsync(action, document)).GetTextAsync()).ToString();
        Assert.Equal(2, diagnostics.Length);
        Assert.Contains("public static partial class Outer\n", text, StringComparison.Ordinal);
        GeneratorHarness.Accept(text);
    }

    /// <summary>Where the modifier is missing on a part in another file, this file has nothing to fix.</summary>
    [Fact]
    public async Task NothingIsOfferedWhereNothingIsMissing()
    {
        using var workspace = new AdhocWorkspace();
        Document document = AddDocument(workspace, "using CompactCnn;\n" + Attributes + "public sealed partial class Small;");
        document = document.Project.AddDocument("Other.cs", "public sealed class Small;").Project.GetDocument(document.Id)!;

        Assert.Null(await ActionAsync(document, Assert.Single(await DiagnoseAsync(document))));
    }

    [Fact]
    public void ExactlyTheTwoRulesAreFixed() =>
        Assert.Equal(["CCNN0001", "CCNN0002"], new MakePartialCodeFixProvider().FixableDiagnosticIds.Order(StringComparer.Ordinal));

    /// <summary>Applies the fix until nothing is left to fix, as a user would; what came out compiles.</summary>
    private static async Task<string> FixAsync(string source)
    {
        using var workspace = new AdhocWorkspace();
        Document document = AddDocument(workspace, source);
        for (int round = 0; round < 10; round++)
        {
            Diagnostic? diagnostic = (await DiagnoseAsync(document)).FirstOrDefault();
            if (diagnostic is null)
            {
                string text = (await document.GetTextAsync()).ToString();
                GeneratorHarness.Accept(text);
                return text;
            }

            CodeAction? action = await ActionAsync(document, diagnostic);
            Assert.NotNull(action?.EquivalenceKey);
            document = await ChangedAsync(action, document);
        }

        throw new InvalidOperationException("ten fixes did not mend it");
    }

    private static Document AddDocument(AdhocWorkspace workspace, string source)
    {
        HarnessSettings settings = HarnessSettings.Default;
        ProjectInfo info = ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Consumer",
            "Consumer",
            LanguageNames.CSharp,
            parseOptions: settings.ParseOptions,
            compilationOptions: settings.Compile([]).Options,
            metadataReferences: References.All);
        return workspace.AddProject(info).AddDocument("Source.cs", source.ReplaceLineEndings("\n"));
    }

    /// <summary>What can be fixed in a document.</summary>
    private static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Document document)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        ImmutableArray<Diagnostic> diagnostics = await compilation.WithAnalyzers([new ModelAnalyzer()]).GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        return [.. diagnostics.Where(diagnostic => new MakePartialCodeFixProvider().FixableDiagnosticIds.Contains(diagnostic.Id))];
    }

    private static async Task<CodeAction?> ActionAsync(Document document, Diagnostic diagnostic)
    {
        CodeAction? action = null;
        var context = new CodeFixContext(document, diagnostic, (registered, _) => action = registered, CancellationToken.None);
        await new MakePartialCodeFixProvider().RegisterCodeFixesAsync(context);
        return action;
    }

    private static async Task<Document> ChangedAsync(CodeAction? action, Document document)
    {
        Assert.NotNull(action);
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        Document changed = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetDocument(document.Id)!;
        changed = await Simplifier.ReduceAsync(changed, Simplifier.Annotation);
        return await Formatter.FormatAsync(changed, Formatter.Annotation);
    }

    /// <summary>Diagnostics that were found already.</summary>
    private sealed class Found(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);
    }
}
