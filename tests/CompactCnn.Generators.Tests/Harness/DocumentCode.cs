using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>
/// The C# of a document as a project that can be compiled: each block is a file. Statements become the body of a method,
/// whose parameters are what they use of <see cref="Known"/> without declaring it; a document that declares no
/// <c>SmallVgg</c> speaks of the zoo's.
/// </summary>
internal static partial class DocumentCode
{
    private const string Model = "SmallVgg";

    /// <summary>What the documents call things that the reader has.</summary>
    private static readonly (string Name, string Type)[] Known =
    [
        ("batch", "TrainingBatch"),
        ("target", "CompactTarget"),
        ("clothes", "Dataset"),
        ("compact", Model + ".Compact"),
        ("data", "TrainingData"),
        ("dataset", "Dataset"),
        ("images", "torch.Tensor"),
        ("keep", "int[][]"),
        ("labels", "torch.Tensor"),
        ("model", Model),
        ("path", "string"),
        ("saliencies", "double[][]"),
        ("test", "TrainingData"),
    ];

    /// <summary>What a console project has without saying so, and the namespaces of this library and of TorchSharp.</summary>
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using CompactCnn;
        global using TorchSharp;
        """;

    /// <summary>The C# blocks of a document, as they stand there.</summary>
    public static string[] Blocks(string text) => [.. Block().Matches(text.ReplaceLineEndings("\n")).Select(block => Unindented(block))];

    /// <summary>The files of a document's project; none, if it has no C#.</summary>
    /// <param name="text">The document.</param>
    /// <param name="zoo">The zoo's file that declares the model that documents speak of.</param>
    public static string[] Files(string text, string zoo)
    {
        string[] blocks = Blocks(text);
        if (blocks.Length == 0)
            return [];

        // What a program of one file asks of its build is no C#.
        string[] files = [.. blocks.Select(block => BuildDirective().Replace(block, "")).Select(File)];
        return blocks.Any(Declares) ? [Usings, .. files] : [Usings, NamespaceLine().Replace(zoo, ""), .. files];
    }

    private static bool Declares(string block) => Root(block).Members.OfType<ClassDeclarationSyntax>().Any(type => type.Identifier.ValueText == Model);

    private static string File(string block, int index)
    {
        CompilationUnitSyntax root = Root(block);
        GlobalStatementSyntax[] statements = [.. root.Members.OfType<GlobalStatementSyntax>()];
        if (statements.Length == 0)
            return block;

        string parameters = string.Join(", ", Known.Where(known => Uses(statements, known.Name)).Select(known => $"{known.Type} {known.Name}"));
        string result = statements.Any(statement => statement.DescendantNodes().OfType<AwaitExpressionSyntax>().Any()) ? "async Task" : "void";
        return $$"""
            {{string.Concat(root.Usings.Select(directive => directive.ToFullString()))}}
            internal static class Block{{index}}
            {
                public static {{result}} Run({{parameters}})
                {
            {{string.Concat(statements.Select(statement => statement.ToFullString()))}}
                }
            }

            {{string.Concat(root.Members.Where(member => member is not GlobalStatementSyntax).Select(member => member.ToFullString()))}}
            """;
    }

    /// <summary>Whether statements use a name that none of them declares.</summary>
    private static bool Uses(IEnumerable<GlobalStatementSyntax> statements, string name)
    {
        bool uses = false;
        foreach (SyntaxNode node in statements.SelectMany(statement => statement.DescendantNodes()))
        {
            switch (node)
            {
                case VariableDeclaratorSyntax { Identifier.ValueText: string variable } when variable == name:
                case SingleVariableDesignationSyntax { Identifier.ValueText: string designation } when designation == name:
                case ParameterSyntax { Identifier.ValueText: string parameter } when parameter == name:
                case ForEachStatementSyntax { Identifier.ValueText: string element } when element == name:
                    return false;
                case IdentifierNameSyntax { Identifier.ValueText: string used, Parent: not (MemberAccessExpressionSyntax or NameColonSyntax or AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax }) } when used == name:
                case MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: string source } } when source == name:
                    uses = true;
                    break;
            }
        }

        return uses;
    }

    private static CompilationUnitSyntax Root(string block) =>
        // A program of one file names its packages in lines that only such a program may have.
        SyntaxFactory.ParseCompilationUnit(string.Join('\n', block.Split('\n').Where(line => !line.StartsWith("#:", StringComparison.Ordinal))));

    /// <summary>A block in a list stands as far to the right as its fence.</summary>
    private static string Unindented(Match block) => block.Groups["code"].Value.Replace("\n" + block.Groups["indent"].Value, "\n", StringComparison.Ordinal).TrimStart('\n');

    // Statements of a document stand in no namespace, and neither does what they use.
    [GeneratedRegex(@"^namespace .*;$", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex("^#:.*\n", RegexOptions.Multiline)]
    private static partial Regex BuildDirective();

    [GeneratedRegex(@"^(?<indent> *)```csharp(?<code>\n.*?)^\k<indent>```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
