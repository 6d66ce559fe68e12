namespace CompactCnn.Templates.Tests;

/// <summary>
/// Two projects that know the package: a library that declares a model, and a program that gets the package through the library
/// only. The program lies in a folder whose name a shell would read, with its output elsewhere, as artifacts.
/// </summary>
public sealed class Consumers
{
    private const string Folder = "Käse & Brot $1 (2)";
    private readonly PackedFeed _feed;

    public Consumers(PackedFeed feed)
    {
        _feed = feed;
        feed.Write("Library/Library.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <AnalysisMode>All</AnalysisMode>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="CompactCnn" Version="{feed.Version}" />
              </ItemGroup>
            </Project>
            """);
        feed.Write("Library/Declared.cs", """
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
        feed.Write($"{Folder}/Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <UseArtifactsOutput>true</UseArtifactsOutput>
                <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
                <CreateHardLinksForPublishFilesIfPossible>true</CreateHardLinksForPublishFilesIfPossible>
              </PropertyGroup>
            </Project>
            """);
        feed.Write($"{Folder}/Program.csproj", $"""
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
                <PackageReference Include="{PackedFeed.NativeLibrary}" Version="{PackedFeed.LibtorchVersion}" />
              </ItemGroup>
            </Project>
            """);
        feed.Write($"{Folder}/Program.cs", """
            using CompactCnn;
            using Library;
            using TorchSharp;

            try
            {
                switch (args)
                {
                    case ["load"]:
                        Declared.Compact.Load("none.safetensors").Dispose();
                        break;
                    case ["layer"]:
                        new MaxPooling(2, 2).Dispose();
                        break;
                    default:
                        Execute();
                        break;
                }
            }
            catch (TorchLoadException exception)
            {
                Console.WriteLine(exception.Message);
            }

            static void Execute()
            {
                using var model = new Declared(seed: 1);
                model.eval();
                using torch.Tensor logits = model.forward(torch.ones(2, 3, 16, 16));
                int[][] keep = [[0, 2, 5], [1, 2, 3, 11]];
                using Declared.Compact compact = model.ToCompact(keep);
                compact.eval();
                using torch.Tensor compactLogits = compact.forward(torch.ones(2, 3, 16, 16));
                Console.WriteLine($"{string.Join("x", logits.shape)} {string.Join("x", compactLogits.shape)} {compact.parameters().Sum(parameter => parameter.numel()) == Declared.CostOf(keep).Parameters}");
            }
            """);
        Build = feed.Dotnet(Folder, "build", "-c", "Release", "-m:1");
    }

    /// <summary>What the build of both said.</summary>
    internal CommandRun Build { get; }

    /// <summary>Builds both once more, in the same place.</summary>
    internal CommandRun BuildAgain(params string[] arguments) => _feed.Dotnet(Folder, ["build", "-c", "Release", "-m:1", "--no-restore", .. arguments]);

    /// <summary>Runs the program.</summary>
    internal CommandRun Execute() => _feed.Dotnet(Folder, "artifacts/bin/Program/release/Program.dll");

    /// <summary>Publishes the program, as it was built.</summary>
    /// <param name="folder">Where to, beside the project.</param>
    internal CommandRun Publish(string folder) => _feed.Dotnet(Folder, "publish", "-c", "Release", "-m:1", "--no-build", "-o", folder);

    /// <summary>Runs the published program.</summary>
    internal CommandRun ExecutePublished(string folder, params string[] arguments) => _feed.Dotnet(Folder, [$"{folder}/Program.dll", .. arguments]);

    /// <summary>Deletes from what was published every file of libtorch's own.</summary>
    internal void ForgetLibtorch(string folder)
    {
        foreach (string file in Directory.GetFiles(_feed.Of($"{Folder}/{folder}"), "*", SearchOption.AllDirectories))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            if (name.Contains("torch_", StringComparison.Ordinal) || name is "libtorch" or "libc10")
                File.Delete(file);
        }
    }
}
