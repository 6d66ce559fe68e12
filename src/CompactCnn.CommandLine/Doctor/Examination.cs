using System.Globalization;
using System.Runtime.InteropServices;

namespace CompactCnn.CommandLine;

/// <summary>Everything that TorchSharp's loading depends on, in the order in which it fails.</summary>
internal static class Examination
{
    private static string BuildAgain { get; } =
        ProgramCommand.Build is { } command ? $"build the project again ({command})" : "publish the program again, for this system";

    /// <summary>Looks at everything.</summary>
    public static IReadOnlyList<Finding> Run(DatasetList datasets, CancellationToken cancellation)
    {
        LoadReport load = LoadTrial.Run(cancellation);
        List<Finding> findings =
        [
            OperatingSystemOf(load),
            new(".NET", Ok: true, $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}"),
            Library("TorchSharp's library", TorchLibrary.TorchSharpPath, BuildAgain),
            Library("libtorch", TorchLibrary.LibtorchPath, $"refer to the package {TorchLibrary.LibtorchPackage}, in the program's project, and {BuildAgain}"),
        ];
        if (OperatingSystem.IsLinux())
            findings.Add(StandardLibrary.Examine(TorchLibrary.TorchSharpPath));

        findings.Add(Loading(load, explained: findings.Any(finding => !finding.Ok)));
        if (load.Failure is null)
        {
            findings.Add(Convolutions(load));
            findings.Add(Threads(load));
            findings.Add(Allocator());
        }

        findings.AddRange(datasets.Entries.Select(entry => DataSet(entry, datasets.Find(entry.Name))));
        return findings;
    }

    private static Finding OperatingSystemOf(LoadReport load)
    {
        string found = $"{RuntimeInformation.OSDescription}, {TorchLibrary.CurrentSystem}";
        return load.Failure is not null && TorchLibrary.SystemFault is { } fault
            ? new Finding("system", Ok: false, found, fault)
            : new Finding("system", Ok: true, found);
    }

    private static Finding Library(string name, string? path, string mend) => path is null
        ? new Finding(name, Ok: false, $"not with the program, {AppContext.BaseDirectory}", mend)
        : new Finding(name, Ok: true, string.Create(CultureInfo.InvariantCulture, $"{path}, {new FileInfo(path).Length / 1e6:N1} MB"));

    private static Finding Loading(LoadReport load, bool explained) => load.Failure is null
        ? new Finding("loading", Ok: true, $"libtorch {load.Version} loads and computes")
        : new Finding("loading", Ok: false, load.Failure, explained ? "mend what is above first" : BuildAgain);

    /// <summary>Wrong numbers do not stop TorchSharp from loading, and this program goes round them by itself.</summary>
    private static Finding Convolutions(LoadReport load)
    {
        const string name = "convolutions";
        if (!load.ConvolutionsAreRight)
        {
            return new Finding(
                name,
                Ok: true,
                "wrong by oneDNN's widest kernels on this processor; this program takes those for SSE4.1 instead, which are slower",
                $"in programs of your own set the environment variable {PlainKernels.Variable} to {PlainKernels.Value}");
        }

        return ProcessorCaches.AreHidden
            ? new Finding(
                name,
                Ok: true,
                "float32 agrees with float64, since oneDNN was told the sizes of the caches, which this virtual machine hides",
                "programs of your own that convolve before a network of CompactCnn does call ProcessorCaches.Provide() first")
            : new Finding(name, Ok: true, "float32 agrees with float64");
    }

    private static Finding Threads(LoadReport load)
    {
        string setting = Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is { Length: > 0 } threads ? $"is {threads}" : "is not set";
        return new Finding("threads", Ok: true, string.Create(CultureInfo.InvariantCulture, $"{load.Threads}, on {Environment.ProcessorCount} processors (OMP_NUM_THREADS {setting})"));
    }

    /// <summary>A data set that is missing is no fault: it is downloaded when it is asked for.</summary>
    private static Finding DataSet(DatasetEntry entry, string? folder) =>
        new($"data set {entry.Name}", Ok: true, folder is not null ? $"in {folder}" : entry.Summary);

    private static Finding Allocator() =>
        new("allocator", Ok: true, NativeSettings.AllocatorCanBeTuned ? $"glibc, which keeps freed memory unless {ChoiceOption.AllocatorName} says otherwise" : "not glibc, left as it is");
}
