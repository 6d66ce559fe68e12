using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace CompactCnn.CommandLine;

/// <summary>What a run runs on, and how much memory it has taken.</summary>
internal static class Machine
{
    public static EnvironmentResult Describe() => new(
        Build(),
        torch.__version__,
        RuntimeInformation.FrameworkDescription,
        $"{RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture})",
        string.Create(CultureInfo.InvariantCulture, $"{Processor()}, {Environment.ProcessorCount} logical"),
        torch.get_num_threads(),
        DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <summary>The version of the library, with the commit that it was built from.</summary>
    public static string Build() => typeof(CostTable).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>The most bytes that were ever resident in this process.</summary>
    public static long PeakMemory()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    /// <summary>The bytes that are resident now.</summary>
    public static long Memory() => Environment.WorkingSet;

    private static string Processor()
    {
        const string Key = "model name";
        if (!OperatingSystem.IsLinux())
            return RuntimeInformation.ProcessArchitecture.ToString();

        string? line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
