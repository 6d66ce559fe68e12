using System.IO.Compression;
using System.Text.RegularExpressions;

namespace CompactCnn.Templates.Tests;

/// <summary>What the package's targets ask of a build, by the targets alone: a project without an SDK imports them.</summary>
[Collection(PackedTests.Name)]
public sealed class BuildChecksTests(PackedFeed feed)
{
    private const string Windows =
        "warning CCNN9005: TorchSharp 0.107.0 does not load on Windows (https://github.com/dotnet/TorchSharp/issues/1567); "
        + "build and run in WSL 2, where it loads as on Linux";

    /// <summary>Each case is a build of one project in one process, under a name of its own.</summary>
    [Fact]
    public void ABuildIsToldWhatIsMissingOnce()
    {
        using (ZipArchive package = feed.Open("CompactCnn"))
        {
            foreach (ZipArchiveEntry entry in package.Entries)
            {
                if (!entry.FullName.StartsWith("buildTransitive/", StringComparison.Ordinal))
                    continue;

                using var content = new StreamReader(entry.Open());
                feed.Write($"Checks/{entry.Name}", content.ReadToEnd());
            }
        }

        (string Name, string Properties, string? Said)[] cases =
        [
            (
                "forgotten",
                "NETCoreSdkPortableRuntimeIdentifier=linux-x64",
                "warning CCNN9004: the program Checks refers to no libtorch for linux-x64, without which TorchSharp does not load; "
                + "add the package libtorch-cpu-linux-x64, version 2.10.0, to it (dotnet add package libtorch-cpu-linux-x64 --version 2.10.0)"),
            (
                "of another system",
                "NETCoreSdkPortableRuntimeIdentifier=osx-arm64;Libtorch=linux-x64",
                "warning CCNN9004: the program Checks refers to no libtorch for osx-arm64"),
            ("there", "NETCoreSdkPortableRuntimeIdentifier=linux-x64;Libtorch=linux-x64", null),
            ("CUDA", "NETCoreSdkPortableRuntimeIdentifier=linux-x64;TorchSharpCudaPackage=true", null),
            ("a library", "NETCoreSdkPortableRuntimeIdentifier=linux-x64;HasRuntimeOutput=false", null),
            ("on Windows", "NETCoreSdkPortableRuntimeIdentifier=win-x64;Libtorch=win-x64", Windows),
            ("for Windows", "NETCoreSdkPortableRuntimeIdentifier=linux-x64;RuntimeIdentifier=win-x64", Windows),
            ("a later TorchSharp", "NETCoreSdkPortableRuntimeIdentifier=win-x64;Libtorch=win-x64;TorchSharp=0.108.0", null),
            (
                "musl",
                "NETCoreSdkPortableRuntimeIdentifier=linux-musl-x64",
                "warning CCNN9005: TorchSharp does not load on linux-musl-x64: libtorch comes for linux-x64, osx-arm64, win-x64 only; "
                + "run the program there"),
            ("F#", "NETCoreSdkPortableRuntimeIdentifier=linux-x64;Libtorch=linux-x64;Language=F%23;CompilerApiVersion=", null),
            ("old C# without a model", "NETCoreSdkPortableRuntimeIdentifier=linux-x64;Libtorch=linux-x64;LangVersion=7.3", null),
            (
                "old C#",
                "NETCoreSdkPortableRuntimeIdentifier=linux-x64;Libtorch=linux-x64;LangVersion=ISO-2;Declaration=true",
                "error CCNN9003: CompactCnn's generated code needs C# 12 or newer, but LangVersion of this project is ISO-2"),
            ("new C#", "NETCoreSdkPortableRuntimeIdentifier=linux-x64;Libtorch=linux-x64;LangVersion=12.0;Declaration=true", null),
        ];
        feed.Write("Checks/o'ne.cs", "[CompactModel(3, 32, 32)]");
        feed.Write("Checks/Checks.proj", $"""
            <Project>
              <PropertyGroup>
                <Language>C#</Language>
                <HasRuntimeOutput>true</HasRuntimeOutput>
                <CompilerApiVersion>roslyn5.0</CompilerApiVersion>
                <TorchSharp>0.107.0</TorchSharp>
              </PropertyGroup>
              <ItemGroup>
                <RuntimeCopyLocalItems Include="TorchSharp.dll" NuGetPackageId="TorchSharp" NuGetPackageVersion="$(TorchSharp)" />
                <RuntimeTargetsCopyLocalItems Include="lib/libtorch_cpu.so;lib/torch_cpu.dll" Condition="'$(Libtorch)' != ''"
                                              RuntimeIdentifier="$(Libtorch)" />
                <Compile Include="*.cs" Condition="'$(Declaration)' != ''" />
              </ItemGroup>
              <Import Project="CompactCnn.props" />
              <Import Project="CompactCnn.targets" />
              <Target Name="ResolvePackageAssets" />
              <Target Name="CoreCompile" DependsOnTargets="ResolvePackageAssets" />
              <Target Name="All">
            {string.Concat(cases.Select(build => $"""
                    <Message Importance="high" Text="[{build.Name}]" />
                    <MSBuild Projects="$(MSBuildThisFileFullPath)" Targets="CoreCompile" ContinueOnError="ErrorAndContinue"
                             Properties="Case={Array.IndexOf(cases, build)};CompactCnnNativeShim=false;{build.Properties}" />

                """))}
              </Target>
            </Project>
            """);

        CommandRun run = feed.Dotnet("Checks", "msbuild", "Checks.proj", "-t:All", "-m:1");

        string[] said = run.Output.ReplaceLineEndings("\n").Split('\n');
        foreach ((string name, _, string? expected) in cases)
        {
            string[] lines =
            [
                .. said.SkipWhile(line => line.Trim() != $"[{name}]").Skip(1).TakeWhile(line => !line.TrimStart().StartsWith('['))
                    .Where(line => Regex.IsMatch(line, ": (warning|error) ")),
            ];
            bool isRight = lines.Length == (expected is null ? 0 : 1) && lines.All(line => line.Contains(expected!, StringComparison.Ordinal));
            Assert.True(isRight, $"{name}: expected {expected ?? "nothing"}, but the build said {string.Join('\n', lines)}");
        }
    }

    /// <summary>A library that could not be made loadable is found while the program is built.</summary>
    [Fact]
    public void ALibraryThatCameAnotherWayIsLookedAt()
    {
        if (!OperatingSystem.IsLinux())
            return;

        using (ZipArchive package = feed.Open("CompactCnn"))
            package.GetEntry("buildTransitive/net10.0/make-native-loadable.sh")!.ExtractToFile(feed.Of("look.sh"), overwrite: true);

        feed.Write("native/libLibTorchSharp.so", "libstdc++.so.6 GLIBCXX_3.4.32");
        CommandRun old = Look();
        // Where libstdc++ is new enough, it loads.
        if (old.Status != 0)
        {
            string library = feed.Of("native/libLibTorchSharp.so");
            Assert.StartsWith(
                $"TorchSharp's native library {library} needs libstdc++ of GCC 13 or newer, this system's is older, "
                + "and the build made no loadable copy of it",
                old.Output,
                StringComparison.Ordinal);
            Assert.Single(old.Output.TrimEnd().Split('\n'));
        }

        feed.Write("native/libLibTorchSharp.so", "libstdcxx.so.6 GLIBCXX_3.4.32");
        Assert.Equal(old.Status, Look().Status);
        feed.Write("native/libstdcxx.so.6", "the small library");
        Look().Succeeded();
        feed.Write("native/libLibTorchSharp.so", "libstdc++.so.6 GLIBCXX_3.4.30");
        Look().Succeeded();
    }

    private CommandRun Look() => PackedFeed.Run(
        "sh",
        feed.Of("native"),
        [feed.Of("look.sh")],
        ("COMPACTCNN_LIBRARY", feed.Of("native/libLibTorchSharp.so")),
        ("COMPACTCNN_FOLDER", ""));
}
