using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace CompactCnn.Templates.Tests;

/// <summary>What a user gets who knows the package CompactCnn and not this repository.</summary>
[Collection(PackedTests.Name)]
public sealed class PackageTests(PackedFeed feed, Consumers consumers) : IClassFixture<Consumers>
{
    [Fact]
    public void CarriesLibraryGeneratorAnalyzersTargetsAndDocuments()
    {
        using ZipArchive package = feed.Open("CompactCnn");
        string[] entries = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.All(
            [
                "lib/net10.0/CompactCnn.Runtime.dll", "lib/net10.0/CompactCnn.Runtime.xml",
                "analyzers/dotnet/cs/CompactCnn.Generators.dll", "analyzers/dotnet/cs/CompactCnn.CodeFixes.dll",
                "buildTransitive/net10.0/CompactCnn.targets", "buildTransitive/net10.0/make-native-loadable.sh", "README.md", "icon.png",
            ],
            entry => Assert.Contains(entry, entries));
        // Nothing that a consumer's compiler has already, and nothing of ours by accident.
        Assert.Equal(3, entries.Count(entry => entry.EndsWith(".dll", StringComparison.Ordinal)));

        XElement metadata = Nuspec(package);
        Assert.Equal(
            ("CompactCnn", "README.md", "icon.png", "MIT"),
            (Text(metadata, "id"), Text(metadata, "readme"), Text(metadata, "icon"), Text(metadata, "license")));
        string[] dependencies = [.. metadata.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value)];
        Assert.Contains("TorchSharp", dependencies);
        Assert.DoesNotContain(dependencies, dependency => dependency.StartsWith("CompactCnn", StringComparison.Ordinal) || dependency.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    [Fact]
    public void HasSymbols()
    {
        using ZipArchive symbols = feed.Open("CompactCnn", "snupkg");
        Assert.Contains(symbols.Entries, entry => entry.FullName == "lib/net10.0/CompactCnn.Runtime.pdb");
    }

    [Theory]
    [InlineData("lib/net10.0/CompactCnn.Runtime.dll")]
    [InlineData("analyzers/dotnet/cs/CompactCnn.Generators.dll")]
    [InlineData("analyzers/dotnet/cs/CompactCnn.CodeFixes.dll")]
    public void AssembliesAreDeterministic(string assembly)
    {
        using ZipArchive package = feed.Open("CompactCnn");
        using PEReader reader = Assembly(package, assembly);
        Assert.Contains(reader.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    [Fact]
    public void AConsumerBuildsWithoutAWarningAndRunsTheNetworkAndItsSlice()
    {
        Assert.Contains("0 Warning(s)", consumers.Build.Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("2x5 2x5 True", consumers.Execute().Succeeded().Output, StringComparison.Ordinal);
    }

    /// <summary>
    /// Published elsewhere, TorchSharp's library is the loadable one too; what is published is also what a single file holds.
    /// </summary>
    [Fact]
    public void APublishedProgramRunsAndSaysWhatIsMissingWhereLibtorchIs()
    {
        const string folder = "out put";
        consumers.Publish(folder).Succeeded();
        Assert.Contains("2x5 2x5 True", consumers.ExecutePublished(folder).Succeeded().Output, StringComparison.Ordinal);

        consumers.ForgetLibtorch(folder);
        foreach (string entry in (string[])["model", "load", "layer"])
        {
            CommandRun run = consumers.ExecutePublished(folder, entry).Succeeded();
            Assert.StartsWith("TorchSharp cannot be loaded: libtorch is not with the program, in ", run.Output, StringComparison.Ordinal);
            Assert.EndsWith(
                $"refer to the package {PackedFeed.NativeLibrary}, version {PackedFeed.LibtorchVersion}, in the program's project, and build it again\n",
                run.Output.ReplaceLineEndings("\n"),
                StringComparison.Ordinal);
            Assert.Empty(run.Errors);
        }
    }

    /// <summary>.NET 8's compiler: it would drop the generator, and then miss every generated name.</summary>
    [Fact]
    public void ACompilerThatIsTooOldIsNamedInsteadOfMissingNames()
    {
        CommandRun build = consumers.BuildAgain("-p:CompilerApiVersion=roslyn4.8");
        Assert.NotEqual(0, build.Status);
        Assert.Contains(
            "error CCNN9002: CompactCnn needs the C# compiler 4.14 or newer, but this build uses 4.8; install the .NET 10 SDK, or change the version that global.json asks for",
            build.Output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", build.Output, StringComparison.Ordinal);
    }

    /// <summary>One error instead of one at every line of a generated file that is newer than the language.</summary>
    [Fact]
    public void ALanguageThatIsTooOldIsNamedInsteadOfGeneratedLines()
    {
        CommandRun build = consumers.BuildAgain("-p:LangVersion=11");
        Assert.NotEqual(0, build.Status);
        Assert.Contains(
            "error CCNN9003: CompactCnn's generated code needs C# 12 or newer, but LangVersion of this project is 11; set it to 12 or newer, or remove it",
            build.Output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", build.Output, StringComparison.Ordinal);
    }

    /// <summary>The package was said to fit, and then lacked every name.</summary>
    [Theory]
    [InlineData("CompactCnn")]
    [InlineData("CompactCnn.Datasets")]
    public void RestoreRefusesAnOlderFramework(string package)
    {
        feed.Write($"Older/{package}/Older.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net8.0</TargetFramework>
                <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{package}" Version="{feed.Version}" />
              </ItemGroup>
            </Project>
            """);
        CommandRun restore = feed.Dotnet($"Older/{package}", "restore");
        Assert.NotEqual(0, restore.Status);
        Assert.Contains($"error NU1202: Package {package} {feed.Version} is not compatible with net8.0", restore.Said, StringComparison.Ordinal);
    }

    /// <summary>The oldest compiler that the targets accept is the one that the generator was compiled against.</summary>
    [Fact]
    public void TheOldestCompilerIsTheOneThatTheGeneratorIsMadeFor()
    {
        using ZipArchive package = feed.Open("CompactCnn");
        XElement targets = Read(package, "buildTransitive/net10.0/CompactCnn.Compiler.targets");
        using PEReader reader = Assembly(package, "analyzers/dotnet/cs/CompactCnn.Generators.dll");
        MetadataReader metadata = reader.GetMetadataReader();
        AssemblyReference compiler = metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
            .Single(reference => metadata.GetString(reference.Name) == "Microsoft.CodeAnalysis.CSharp");
        Assert.Equal(compiler.Version.ToString(2), Text(targets, "_CompactCnnOldestCompiler"));
        Assert.Contains("CS9057", Text(targets, "WarningsAsErrors"), StringComparison.Ordinal);
    }

    private static PEReader Assembly(ZipArchive package, string entry)
    {
        var content = new MemoryStream();
        using (Stream compressed = package.GetEntry(entry)!.Open())
        {
            compressed.CopyTo(content);
        }

        content.Position = 0;
        return new PEReader(content);
    }

    private static XElement Nuspec(ZipArchive package) => Read(package, "CompactCnn.nuspec");

    private static XElement Read(ZipArchive package, string entry)
    {
        using Stream content = package.GetEntry(entry)!.Open();
        return XDocument.Load(content).Root!;
    }

    private static string Text(XElement root, string name) => root.Descendants().First(element => element.Name.LocalName == name).Value;
}
