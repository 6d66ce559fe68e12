using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>The analyzers that the SDK brings to every project, whose rules AnalysisMode switches on.</summary>
internal static class SdkAnalyzers
{
    /// <summary>All of them, from the newest SDK beside the framework that runs the tests.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Load()
    {
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        string folder = Directory.EnumerateDirectories(Path.Combine(root, "sdk"))
            .Select(sdk => Path.Combine(sdk, "Sdks", "Microsoft.NET.Sdk", "analyzers"))
            .Where(Directory.Exists)
            .Order(StringComparer.Ordinal)
            .Last();
        return
        [
            .. Directory.EnumerateFiles(folder, "Microsoft.CodeAnalysis*.NetAnalyzers.dll")
                .Where(file => !file.Contains("VisualBasic", StringComparison.Ordinal))
                .SelectMany(file => new AnalyzerFileReference(file, new Loader()).GetAnalyzers(LanguageNames.CSharp)),
        ];
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
            // They lie in one folder, where the runtime finds one from the other.
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
