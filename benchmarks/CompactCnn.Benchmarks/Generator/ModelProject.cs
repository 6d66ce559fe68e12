using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompactCnn.Benchmarks;

/// <summary>A project of networks among many other files, and what somebody may do to it in an editor.</summary>
/// <param name="networks">Files with one network each.</param>
/// <param name="files">All files.</param>
internal sealed class ModelProject(int networks, int files)
{
    private const string Layers = "[Conv(64), Conv(64), Pool]\n[Conv(128), Conv(128), Pool]\n[Conv(256), Conv(256), Conv(256), Pool]\n[Conv(512, Name = \"Last\"), BasicBlock(512)]\n";

    private static readonly CSharpParseOptions _options = new(LanguageVersion.Latest);

    /// <summary>What this process loads is what the project references: the framework, TorchSharp and the run time.</summary>
    private static readonly ImmutableArray<MetadataReference> _references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The edits: each by name, with what it makes of a project.</summary>
    public static IReadOnlyList<(string Name, Func<CSharpCompilation, CSharpCompilation> Apply)> Edits { get; } =
    [
        ("unrelated file edited", project => Edit(project, project.SyntaxTrees.Length - 1, text => text.Replace("=> 1", "=> 2", StringComparison.Ordinal))),
        ("comment added to a network's file", project => Edit(project, 0, text => "// a comment\n" + text)),
        ("only a diagnostic changes", project => Edit(project, 0, text => text.Replace("BasicBlock(512)", "BasicBlock(512, Coupling = Coupling.Shared)", StringComparison.Ordinal))),
        ("layer moved", project => Edit(project, 0, text => text.Replace("[Conv(64), Conv(64), Pool]", "[Conv(64), Pool, Conv(64)]", StringComparison.Ordinal))),
        ("layer changed", project => Edit(project, 0, text => text.Replace("Conv(128), Conv(128)", "Conv(128), Conv(96)", StringComparison.Ordinal))),
        ("network added", project => project.AddSyntaxTrees(Parse(Network("Added", Layers), "Added.cs"))),
    ];

    /// <summary>The options by which its files are parsed.</summary>
    public static CSharpParseOptions ParseOptions => _options;

    /// <summary>The project, parsed and not looked at yet.</summary>
    public CSharpCompilation Create() =>
        Compile(Enumerable.Range(0, files).Select(file => Parse(file < networks ? Network("Network" + Text(file), Layers) : Other(file), $"File{Text(file)}.cs")));

    /// <summary>A project of one network with so many convolutions.</summary>
    public static CSharpCompilation CreateDeep(int layers) =>
        Compile([Parse(Network("Deep", string.Concat(Enumerable.Repeat("[Conv(16)]\n", layers))), "Deep.cs")]);

    private static CSharpCompilation Compile(IEnumerable<SyntaxTree> files) =>
        CSharpCompilation.Create("Project", files, _references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static string Network(string name, string layers) =>
        $"using CompactCnn;\n\nnamespace Project;\n\n[CompactModel(channels: 3, height: 32, width: 32)]\n{layers}[GlobalPool, Linear(10)]\npublic sealed partial class {name};\n";

    private static string Other(int file) =>
        $"using System;\n\nnamespace Project;\n\n[Serializable]\npublic class Other{Text(file)}\n{{\n    public int One() => 1;\n\n    [Obsolete(\"old\")]\n    public string Two(string text) => text.Trim();\n}}\n";

    private static CSharpCompilation Edit(CSharpCompilation project, int file, Func<string, string> edit)
    {
        SyntaxTree tree = project.SyntaxTrees[file];
        string before = tree.ToString();
        string after = edit(before);
        return before == after
            ? throw new InvalidOperationException($"the edit does not change {tree.FilePath}")
            : project.ReplaceSyntaxTree(tree, Parse(after, tree.FilePath));
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, _options, path);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
