using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>
/// Runs code fixes as an editor does, on a project with the generator and the analyzers. Sources mark the diagnostics
/// that the fix is for, before and after.
/// </summary>
internal static class CodeFixHarness
{
    private const string Path = "/consumer/Source0.cs";

    /// <summary>Applies a fix to the first diagnostic and compares the text; what came out compiles.</summary>
    /// <param name="provider">The fix.</param>
    /// <param name="before">The source, with the diagnostics marked.</param>
    /// <param name="after">The expected text, with the diagnostics that are left marked.</param>
    /// <param name="title">Title of the action, where several are offered.</param>
    public static async Task VerifyAsync(CodeFixProvider provider, string before, string after, string? title = null)
    {
        using var workspace = new AdhocWorkspace();
        Document document = AddDocument(workspace, before);
        ImmutableArray<CodeAction> actions = await ActionsAsync(provider, document, (await DiagnoseMarkedAsync(provider, document, before))[0]);
        CodeAction action = actions.Single(action => title is null || action.Title == title);
        await AssertTextAsync(provider, await ChangedAsync(action, document), after);
    }

    /// <summary>Applies a fix to all diagnostics of a document at once.</summary>
    public static async Task VerifyAllAsync(CodeFixProvider provider, string before, string after, string equivalenceKey)
    {
        using var workspace = new AdhocWorkspace();
        Document document = AddDocument(workspace, before);
        ImmutableArray<Diagnostic> diagnostics = await DiagnoseMarkedAsync(provider, document, before);
        var context = new FixAllContext(document, provider, FixAllScope.Document, equivalenceKey, provider.FixableDiagnosticIds, new Found(diagnostics), CancellationToken.None);
        CodeAction? action = await provider.GetFixAllProvider()!.GetFixAsync(context);
        Assert.NotNull(action);
        await AssertTextAsync(provider, await ChangedAsync(action, document), after);
    }

    /// <summary>Titles of what is offered for the marked diagnostics.</summary>
    public static async Task<string[]> OffersAsync(CodeFixProvider provider, string source, params string[] others)
    {
        using var workspace = new AdhocWorkspace();
        Document document = AddDocument(workspace, source, others);
        var titles = new List<string>();
        foreach (Diagnostic diagnostic in await DiagnoseMarkedAsync(provider, document, source))
        {
            titles.AddRange((await ActionsAsync(provider, document, diagnostic)).Select(action => action.Title));
        }

        return [.. titles];
    }

    private static Document AddDocument(AdhocWorkspace workspace, string source, params string[] others)
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
            metadataReferences: References.All,
            analyzerReferences: [new GeneratorReference()]);
        Document document = workspace.AddProject(info).AddDocument("Source0.cs", MarkedSource.Parse(source).Text, filePath: Path);
        Project project = document.Project;
        for (int i = 0; i < others.Length; i++)
        {
            project = project.AddDocument($"Source{i + 1}.cs", others[i], filePath: HarnessSettings.PathOf(i + 1)).Project;
        }

        return project.GetDocument(document.Id)!;
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnoseMarkedAsync(CodeFixProvider provider, Document document, string marked)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        Diagnostic[] all = [.. GeneratorHarness.Analyze(compilation).Where(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id))];
        Assert.Equal(
            MarkedSource.Parse(marked).Marks.OrderBy(mark => mark.Span.Start).Select(mark => (mark.Id, mark.Span)),
            all.Select(diagnostic => (diagnostic.Id, diagnostic.Location.SourceSpan)));
        return [.. all];
    }

    private static async Task<ImmutableArray<CodeAction>> ActionsAsync(CodeFixProvider provider, Document document, Diagnostic diagnostic)
    {
        ImmutableArray<CodeAction>.Builder actions = ImmutableArray.CreateBuilder<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        Assert.All(actions, action => Assert.NotNull(action.EquivalenceKey));
        return actions.ToImmutable();
    }

    private static async Task<Document> ChangedAsync(CodeAction action, Document document)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        Document changed = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetDocument(document.Id)!;
        changed = await Simplifier.ReduceAsync(changed, Simplifier.Annotation);
        return await Formatter.FormatAsync(changed, Formatter.Annotation);
    }

    private static async Task AssertTextAsync(CodeFixProvider provider, Document document, string after)
    {
        Assert.Equal(MarkedSource.Parse(after).Text, (await document.GetTextAsync()).ToString());
        await DiagnoseMarkedAsync(provider, document, after);
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        GeneratorOutcome.AssertNone(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    /// <summary>The generator as a project references it; the analyzers are run by hand.</summary>
    private sealed class GeneratorReference : AnalyzerReference
    {
        private readonly ImmutableArray<ISourceGenerator> _generators = [new ModelGenerator().AsSourceGenerator()];

        public override string FullPath => typeof(ModelGenerator).Assembly.Location;

        public override object Id => FullPath;

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => _generators;

        public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => _generators;
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
