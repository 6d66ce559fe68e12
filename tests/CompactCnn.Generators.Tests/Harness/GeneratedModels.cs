using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>A compiled and loaded project that declares models.</summary>
internal sealed class GeneratedModels
{
    private readonly Assembly _assembly;

    public GeneratedModels(Compilation compilation)
    {
        using var stream = new MemoryStream();
        Assert.Empty(compilation.Emit(stream).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        stream.Position = 0;
        // Its own context for the project, which all tests call the same; the runtime comes from this project's context.
        _assembly = new AssemblyLoadContext("Consumer", isCollectible: true).LoadFromStream(stream);
    }

    /// <summary>The generated graph of a model.</summary>
    public ModelGraph Graph(string model) => Get<ModelGraph>(model, "Graph");

    /// <summary>The generated cost table of a model.</summary>
    public CostTable Cost(string model) => Get<CostTable>(model, "Cost");

    /// <summary>The generated cost of a compact network.</summary>
    public CostTable CostOf(string model, int[][] keep) => (CostTable)Type(model).GetMethod("CostOf", [typeof(int[][])])!.Invoke(null, [keep])!;

    /// <summary>A type by its full name, nested ones behind a plus.</summary>
    public Type Type(string name) => _assembly.GetType(name, throwOnError: true)!;

    private T Get<T>(string model, string property) => (T)Type(model).GetProperty(property, BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!;
}
