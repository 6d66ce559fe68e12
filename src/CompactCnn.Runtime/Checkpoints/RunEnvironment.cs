using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using TorchSharp;

namespace CompactCnn;

/// <summary>What the last bits of a run's results depend on besides its options: another of these may round otherwise.</summary>
internal static class RunEnvironment
{
    /// <summary>The environment by name.</summary>
    public static Dictionary<string, string> Describe() => new(StringComparer.Ordinal)
    {
        ["threads"] = torch.get_num_threads().ToString(CultureInfo.InvariantCulture),
        ["processor"] = Processor(),
        ["system"] = OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : "Linux",
        ["TorchSharp"] = VersionOf(typeof(torch)),
        ["CompactCnn"] = VersionOf(typeof(RunEnvironment)),
    };

    private static string VersionOf(Type type) => type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    private static string Processor()
    {
        string vectors = Avx512F.IsSupported ? " with AVX-512" : Avx2.IsSupported ? " with AVX2" : "";
        string? model = OperatingSystem.IsLinux() && File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[^1].Trim()
            : null;
        return $"{model ?? RuntimeInformation.ProcessArchitecture.ToString()}{vectors}";
    }
}
