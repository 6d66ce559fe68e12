using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Runtime.InteropServices;
using CompactCnn.Runtime.Tests;

namespace CompactCnn.Templates.Tests;

/// <summary>
/// All packages, packed once under a version that nobody else has into a local feed, and a folder outside of the repository in
/// which restore knows that feed alone. Everything lies in one temporary folder, packages that are unpacked included.
/// </summary>
public sealed class PackedFeed : IDisposable
{
    private const string Feed = "feed";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly (string Name, string Value)[] Surroundings =
    [
        ("MSBUILDDISABLENODEREUSE", "1"), ("UseSharedCompilation", "false"), ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"),
        ("DOTNET_CLI_UI_LANGUAGE", "en"), ("DOTNET_NOLOGO", "1"), ("OMP_NUM_THREADS", "1"),
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<NewProject> _project;

    public PackedFeed()
    {
        _project = new(() => new NewProject(this));
        Write("Pack.proj", $"""
            <Project>
              <Target Name="Pack">
                <MSBuild Projects="{Metadata("PackedProjects")}" Targets="Pack" BuildInParallel="false"
                         Properties="NoBuild=true;Configuration={Metadata("Configuration")};PackageVersion={Version};PackageOutputPath={Of(Feed)};NuspecOutputPath={Of("nuspec")}/" />
              </Target>
            </Project>
            """);
        Dotnet(".", "msbuild", Of("Pack.proj"), "-t:Pack", "-m:1").Succeeded();
        Write("nuget.config", $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="packages" />
              </config>
              <!-- What the machine has unpacked already, libtorch above all, is not unpacked again. -->
              <fallbackPackageFolders>
                <add key="unpacked" value="{Metadata("NuGetPackageRoot")}" />
              </fallbackPackageFolders>
              <packageSources>
                <clear />
                <add key="packed" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
    }

    /// <summary>The version of the packages.</summary>
    public string Version { get; } = $"0.0.1-test.{Guid.NewGuid():N}";

    /// <summary>A project from the packed template, made for the first who asks.</summary>
    internal NewProject Project => _project.Value;

    /// <summary>The version of libtorch that programs refer to.</summary>
    internal static string LibtorchVersion => Metadata("LibtorchVersion");

    /// <summary>The package of libtorch for this system.</summary>
    internal static string NativeLibrary =>
        OperatingSystem.IsWindows() ? "libtorch-cpu-win-x64"
        : OperatingSystem.IsMacOS() && RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "libtorch-cpu-osx-arm64"
        : "libtorch-cpu-linux-x64";

    /// <summary>The folder of this repository.</summary>
    internal static string Repository => Metadata("Repository");

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    /// <summary>Opens a package, or its symbols.</summary>
    internal ZipArchive Open(string id, string extension = "nupkg") => ZipFile.OpenRead(Of($"{Feed}/{id}.{Version}.{extension}"));

    /// <summary>A path in the temporary folder.</summary>
    internal string Of(string path) => Path.GetFullPath(Path.Combine(_folder.Path, path));

    /// <summary>Writes a file into it.</summary>
    internal void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file into it.</summary>
    internal void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Of(path))!);
        File.WriteAllBytes(Of(path), bytes);
    }

    /// <summary>Runs <c>dotnet</c> in a folder of it.</summary>
    internal CommandRun Dotnet(string folder, params string[] arguments) => Run("dotnet", Of(folder), arguments);

    /// <summary>Runs a command.</summary>
    internal static CommandRun Run(string command, string folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        using Process process = Start(command, folder, arguments, environment);
        return Finish(process);
    }

    /// <summary>Starts a command.</summary>
    internal static Process Start(string command, string folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // No server outlives the test, and nothing of the test's own build or one of this repository reaches the consumers'.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);

        foreach ((string name, string value) in ((string, string)[])[.. Surroundings, .. environment])
            start.Environment[name] = value;

        return Process.Start(start)!;
    }

    /// <summary>Waits for a command that was started, and takes what it still says.</summary>
    internal static CommandRun Finish(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} did not end within {Patience}: {output.Result}");
        }

        return new CommandRun(process.ExitCode, output.Result, errors.Result);
    }

    private static string Metadata(string key) => typeof(PackedFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == key).Value!;
}

/// <summary>Tests that share one feed, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class PackedTests : ICollectionFixture<PackedFeed>
{
    public const string Name = "packages";
}
