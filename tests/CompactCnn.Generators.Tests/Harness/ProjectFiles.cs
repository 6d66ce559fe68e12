using System.Reflection;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>Folders of the repository, as this project was built.</summary>
internal static class ProjectFiles
{
    /// <summary>The folder of this test project.</summary>
    public static string TestProject { get; } = typeof(ProjectFiles).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "ProjectDirectory").Value!;

    /// <summary>The repository's root.</summary>
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(TestProject, "..", ".."));

    /// <summary>The folder of the generator's sources.</summary>
    public static string Generator { get; } = Path.Combine(Repository, "src", "CompactCnn.Generators");

    /// <summary>The package's build targets.</summary>
    public static string Targets { get; } = Path.Combine(Repository, "src", "CompactCnn.Runtime", "buildTransitive");

    /// <summary>The folder of the diagnostics' pages.</summary>
    public static string DiagnosticPages { get; } = Path.Combine(Repository, "docs", "diagnostics");
}
