using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// What a user gets who knows the package and not this repository. The tests stand beside those of the run-time library,
/// because its project packs it.
/// </summary>
public sealed class PackageTests(PackedFeed feed) : IClassFixture<PackedFeed>
{
    [Fact]
    public void CarriesLibraryGeneratorAnalyzersTargetsAndDocuments()
    {
        using ZipArchive package = feed.Open("nupkg");
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
        using ZipArchive symbols = feed.Open("snupkg");
        Assert.Contains(symbols.Entries, entry => entry.FullName == "lib/net10.0/CompactCnn.Runtime.pdb");
    }

    [Theory]
    [InlineData("lib/net10.0/CompactCnn.Runtime.dll")]
    [InlineData("analyzers/dotnet/cs/CompactCnn.Generators.dll")]
    [InlineData("analyzers/dotnet/cs/CompactCnn.CodeFixes.dll")]
    public void AssembliesAreDeterministic(string assembly)
    {
        using ZipArchive package = feed.Open("nupkg");
        using PEReader reader = Assembly(package, assembly);
        Assert.Contains(reader.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    [Fact]
    public void AConsumerBuildsWithoutAWarningAndRunsTheNetworkAndItsSlice()
    {
        Assert.True(feed.Build.Status == 0, feed.Build.Output);
        Assert.Contains("0 Warning(s)", feed.Build.Output, StringComparison.Ordinal);
        CommandRun run = feed.Execute();
        Assert.True(run.Status == 0, run.Output);
        Assert.Contains("2x5 2x5 True", run.Output, StringComparison.Ordinal);
    }

    /// <summary>.NET 8's compiler: it would drop the generator, and then miss every generated name.</summary>
    [Fact]
    public void ACompilerThatIsTooOldIsNamedInsteadOfMissingNames()
    {
        CommandRun build = feed.BuildAgain("-p:CompilerApiVersion=roslyn4.8");
        Assert.NotEqual(0, build.Status);
        Assert.Contains(
            "error CCNN9002: CompactCnn needs the C# compiler 4.14 or newer, but this build uses 4.8; install the .NET 10 SDK, or change the version that global.json asks for",
            build.Output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", build.Output, StringComparison.Ordinal);
    }

    /// <summary>The oldest compiler that the targets accept is the one that the generator was compiled against.</summary>
    [Fact]
    public void TheOldestCompilerIsTheOneThatTheGeneratorIsMadeFor()
    {
        using ZipArchive package = feed.Open("nupkg");
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
