using Microsoft.CodeAnalysis.Diagnostics;

namespace CompactCnn.Generators.Declaration;

/// <summary>What the build tells the generator, by compiler-visible properties.</summary>
/// <param name="ListNamespace">Where the list of a project's models is public; null where it is its own affair.</param>
/// <param name="HasAnalyzers">False where the build runs no analyzers, so that the generator must say what is wrong.</param>
internal sealed record BuildSettings(string? ListNamespace, bool HasAnalyzers)
{
    private const string Prefix = "build_property.";

    /// <summary>It builds nothing, but tells an editor what the project is made of.</summary>
    public bool IsDesignTime { get; init; }

    /// <summary>A build that says nothing.</summary>
    public static BuildSettings Default { get; } = new(null, HasAnalyzers: true);

    /// <summary>Reads the properties.</summary>
    public static BuildSettings Of(AnalyzerConfigOptions options) => new(Property(options, "CompactModelsNamespace"), !SkipsAnalyzers(options))
    {
        IsDesignTime = Is(options, "DesignTimeBuild", "true"),
    };

    /// <summary>The SDK's own conditions (Microsoft.Managed.Core.targets, _ComputeSkipAnalyzers).</summary>
    private static bool SkipsAnalyzers(AnalyzerConfigOptions options)
    {
        if (Is(options, "RunAnalyzers", "false") || (Property(options, "RunAnalyzers") is null && Is(options, "RunAnalyzersDuringBuild", "false")))
        {
            return true;
        }

        // Visual Studio builds so before it starts a program or tests.
        return Is(options, "IsImplicitlyTriggeredBuild", "true")
            && !Is(options, "OptimizeImplicitlyTriggeredBuild", "false")
            && (!Is(options, "TreatWarningsAsErrors", "true") || Is(options, "OptimizeImplicitlyTriggeredBuild", "true"));
    }

    private static bool Is(AnalyzerConfigOptions options, string name, string value) =>
        string.Equals(Property(options, name), value, StringComparison.OrdinalIgnoreCase);

    private static string? Property(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue(Prefix + name, out string? value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
