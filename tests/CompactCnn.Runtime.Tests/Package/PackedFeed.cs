using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Runtime.InteropServices;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// The package, packed under a version that nobody else has into a local feed, and two projects outside of the repository
/// that consume it: a library that declares a model, and a program that gets the package through the library only.
/// Everything lies in one temporary folder, packages that are unpacked included.
/// </summary>
public sealed class PackedFeed : IDisposable
{
    private const string Feed = "feed";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly TemporaryFolder _folder = new();

    public PackedFeed()
    {
        CommandRun pack = Run(
            "pack", Metadata("RuntimeProject"), "--no-build", "-c", Metadata("Configuration"), "-o", Of(Feed),
            $"-p:PackageVersion={Version}", $"-p:NuspecOutputPath={Of("nuspec")}/");
        Assert.True(pack.Status == 0, pack.Output);
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
                <add key="packed" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
        Write("Library/Library.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <AnalysisMode>All</AnalysisMode>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="CompactCnn" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        Write("Library/Declared.cs", """
            using System;
            using CompactCnn;

            [assembly: CLSCompliant(false)]

            namespace Library;

            /// <summary>A network that a consumer of the package declares.</summary>
            [CompactModel(channels: 3, height: 16, width: 16)]
            [Conv(8), Conv(8, Activation = Activation.None), Add("Conv1", Coupling = Coupling.Shared, Activation = Activation.ReLU), Pool]
            [Conv(12), GlobalPool, Linear(5)]
            public sealed partial class Declared;
            """);
        Write("Program/Program.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../Library/Library.csproj" />
                <PackageReference Include="{NativeLibrary}" Version="{Metadata("LibtorchVersion")}" />
              </ItemGroup>
            </Project>
            """);
        Write("Program/Program.cs", """
            using Library;
            using TorchSharp;

            using var model = new Declared(seed: 1);
            model.eval();
            using torch.Tensor logits = model.forward(torch.ones(2, 3, 16, 16));
            int[][] keep = [[0, 2, 5], [1, 2, 3, 11]];
            using Declared.Compact compact = model.ToCompact(keep);
            compact.eval();
            using torch.Tensor compactLogits = compact.forward(torch.ones(2, 3, 16, 16));
            Console.WriteLine($"{string.Join("x", logits.shape)} {string.Join("x", compactLogits.shape)} {compact.parameters().Sum(parameter => parameter.numel()) == Declared.CostOf(keep).Parameters}");
            """);
        Build = Run("build", Of("Program"), "-c", "Release");
    }

    /// <summary>The version of the package.</summary>
    public string Version { get; } = $"0.0.1-test.{Guid.NewGuid():N}";

    /// <summary>What the build of the consumers said.</summary>
    internal CommandRun Build { get; }

    /// <summary>Opens the package, or its symbols.</summary>
    internal ZipArchive Open(string extension) => ZipFile.OpenRead(Of($"{Feed}/CompactCnn.{Version}.{extension}"));

    /// <summary>Builds the consumers once more, in the same place.</summary>
    internal CommandRun BuildAgain(params string[] arguments) => Run(["build", Of("Program"), "-c", "Release", "--no-restore", .. arguments]);

    /// <summary>Runs the program.</summary>
    internal CommandRun Execute() => Run(Of("Program/bin/Release/net10.0/Program.dll"));

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static string NativeLibrary =>
        OperatingSystem.IsWindows() ? "libtorch-cpu-win-x64"
        : OperatingSystem.IsMacOS() && RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "libtorch-cpu-osx-arm64"
        : "libtorch-cpu-linux-x64";

    private static string Metadata(string key) => typeof(PackedFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;

    private string Of(string path) => Path.Combine(_folder.Path, path);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Of(path))!);
        File.WriteAllText(Of(path), text);
    }

    private CommandRun Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        // No server outlives the test, and nothing of the test's own build or one of this repository reaches the consumers'.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["OMP_NUM_THREADS"] = "1";
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.Ordinal) || name == "MSBUILD_EXE_PATH").ToArray())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end within {Patience}: {output.Result}");
        }

        return new CommandRun(process.ExitCode, output.Result + errors.Result);
    }
}

/// <summary>How a command ended and what it said.</summary>
internal sealed record CommandRun(int Status, string Output);
