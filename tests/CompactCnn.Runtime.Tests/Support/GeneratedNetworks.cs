using System.Reflection;
using CompactCnn.Generators;
using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// Random networks on the whole way: declarations of seeds, written as attributes into one project, generated, compiled
/// and loaded.
/// </summary>
internal static class GeneratedNetworks
{
    public const int Count = 200;

    private static readonly Lazy<GeneratedNetwork[]> Loaded = new(Load);

    public static IReadOnlyList<GeneratedNetwork> All => Loaded.Value;

    /// <summary>Models of declarations, by the full names of their classes.</summary>
    /// <param name="declarations">C#, without usings.</param>
    /// <param name="names">The classes.</param>
    public static ModelCase[] Declared(IEnumerable<string> declarations, params string[] names)
    {
        GeneratedModels models = Generate(declarations);
        return [.. names.Select(name => CaseOf(models.Type(name)))];
    }

    private static GeneratedNetwork[] Load()
    {
        string[] declarations = [.. Enumerable.Range(0, Count).Select(seed => AttributeText.Of(RandomNetwork.Of(seed), NameOf(seed)))];
        GeneratedModels models = Generate(declarations);
        return [.. declarations.Select((declaration, seed) => new GeneratedNetwork(seed, declaration, CaseOf(models.Type(NameOf(seed)))))];
    }

    private static GeneratedModels Generate(IEnumerable<string> declarations)
    {
        var parsing = new CSharpParseOptions(LanguageVersion.Latest);
        var project = CSharpCompilation.Create(
            "Networks",
            declarations.Select(declaration => CSharpSyntaxTree.ParseText("using CompactCnn;\n" + declaration, parsing)),
            References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: parsing)
            .RunGeneratorsAndUpdateCompilation(project, out Compilation generated, out _);
        return new GeneratedModels(generated);
    }

    private static string NameOf(int seed) => $"Network{seed}";

    private static ModelCase CaseOf(Type model) => (ModelCase)typeof(GeneratedNetworks)
        .GetMethod(nameof(CreateCase), BindingFlags.Static | BindingFlags.NonPublic)!
        .MakeGenericMethod(model, model.GetNestedType("Compact")!)
        .Invoke(null, null)!;

    private static ModelCase<TModel, TCompact> CreateCase<TModel, TCompact>()
        where TModel : GatedModel<TCompact>, IGatedModel<TModel>
        where TCompact : CompactNetwork<TCompact>, ICompactNetwork<TCompact>
    {
        var toCompact = typeof(TModel).GetMethod("ToCompact", [typeof(int[][])])!.CreateDelegate<Func<TModel, int[][], TCompact>>();
        return new ModelCase<TModel, TCompact>(
            toCompact,
            toCompact,
            typeof(TModel).GetMethod("CostOf", [typeof(int[][])])!.CreateDelegate<Func<int[][], CostTable>>(),
            (widths, seed) => (TCompact)Activator.CreateInstance(typeof(TCompact), widths, null, seed, null)!);
    }
}

/// <summary>A random network and the seed that makes it again.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Declaration">The attributes that declare it.</param>
/// <param name="Model">The loaded model.</param>
internal sealed record GeneratedNetwork(int Seed, string Declaration, ModelCase Model)
{
    /// <summary>Tries a contract; a failure shows the seed and the declaration, which one can paste.</summary>
    public void Check(Action<ModelCase> contract)
    {
        try
        {
            contract(Model);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"seed {Seed}: {exception.Message}\n{Declaration}", exception);
        }
    }
}
