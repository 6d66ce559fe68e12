using Microsoft.CodeAnalysis.Diagnostics;

namespace CompactCnn.Generators.Declaration;

/// <summary>What the build tells the generator, by compiler-visible properties.</summary>
/// <param name="ListNamespace">Where the list of a project's models is public; null where it is its own affair.</param>
internal sealed record BuildSettings(string? ListNamespace)
{
    private const string Prefix = "build_property.";

    /// <summary>It builds nothing, but tells an editor what the project is made of.</summary>
    public bool IsDesignTime { get; init; }

    /// <summary>Reads the properties.</summary>
    public static BuildSettings Of(AnalyzerConfigOptions options) => new(Property(options, "CompactModelsNamespace"))
    {
        IsDesignTime = string.Equals(Property(options, "DesignTimeBuild"), "true", StringComparison.OrdinalIgnoreCase),
    };

    private static string? Property(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue(Prefix + name, out string? value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
