using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Emission;
using CompactCnn.Generators.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompactCnn.Benchmarks;

/// <summary>
/// The same declarations, graphs and texts, by a pipeline that hangs on the whole compilation: at every edit it looks at
/// every class and writes every source again.
/// </summary>
internal sealed class NaiveGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterSourceOutput(context.CompilationProvider, static (output, compilation) =>
        {
            foreach (SyntaxTree tree in compilation.SyntaxTrees)
            {
                SemanticModel semantics = compilation.GetSemanticModel(tree);
                foreach (ClassDeclarationSyntax declared in tree.GetRoot(output.CancellationToken).DescendantNodes().OfType<ClassDeclarationSyntax>())
                {
                    if (semantics.GetDeclaredSymbol(declared, output.CancellationToken) is INamedTypeSymbol type && ModelAttributes.Of(type) is { Marker: not null } attributes)
                    {
                        ModelDeclaration declaration = ModelDeclarationParser.Parse(type, attributes, output.CancellationToken);
                        ModelSource source = ModelSource.Of(LayerGraphBuilder.Build(declaration, output.CancellationToken), BuildSettings.Default);
                        output.AddSource(HintNames.Of(source.Model, EquatableArray<CaseTwin>.Empty), source.Text);
                    }
                }
            }
        });
}
