using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;

namespace CompactCnn.CommandLine;

/// <summary>
/// The C++ standard library of a Linux system. TorchSharp's library asks for one of GCC 13 or newer; on older systems
/// the build puts a shim beside it (buildTransitive/CompactCnn.targets says how).
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class StandardLibrary
{
    private const string Shim = "libstdcxx.so.6";
    private const int NeededVersion = 32;

    /// <summary>Whether TorchSharp's library finds what it asks for.</summary>
    /// <param name="torchSharp">Path of TorchSharp's library, or null.</param>
    public static Finding Examine(string? torchSharp)
    {
        if (Path() is not { } path)
            return new Finding("libstdc++", Ok: false, "not loaded by this process", "install it (Debian, Ubuntu: apt-get install libstdc++6)");

        int version = NewestVersion(path);
        string found = string.Create(CultureInfo.InvariantCulture, $"{path}, up to GLIBCXX_3.4.{version}");
        if (version >= NeededVersion)
            return new Finding("libstdc++", Ok: true, $"{found}: new enough");

        string old = string.Create(CultureInfo.InvariantCulture, $"{found}: older than the GLIBCXX_3.4.{NeededVersion} that TorchSharp asks for");
        if (torchSharp is null)
            return new Finding("libstdc++", Ok: true, old);

        bool asksForShim = File.ReadAllBytes(torchSharp).AsSpan().IndexOf(Encoding.ASCII.GetBytes(Shim)) >= 0;
        bool hasShim = File.Exists(global::System.IO.Path.Combine(global::System.IO.Path.GetDirectoryName(torchSharp)!, Shim));
        return (asksForShim, hasShim) switch
        {
            (true, true) => new Finding("libstdc++", Ok: true, $"{old}, bridged by the shim {Shim} beside it"),
            (true, false) => new Finding("libstdc++", Ok: false, $"{old}, and the shim {Shim} is no longer beside it", "build again, which makes the shim"),
            _ => new Finding("libstdc++", Ok: false, $"{old}, and the build made no shim", "install a C++ compiler (Debian, Ubuntu: apt-get install g++) and build again, which makes the shim"),
        };
    }

    /// <summary>The library that .NET loaded into this process: the one that any other will get.</summary>
    private static string? Path() =>
        File.ReadLines("/proc/self/maps")
            .Select(line => line[(line.IndexOf('/') is var start and >= 0 ? start : line.Length)..])
            .FirstOrDefault(path => path.Contains("/libstdc++.so", StringComparison.Ordinal));

    private static int NewestVersion(string path) =>
        Versions().Matches(Encoding.Latin1.GetString(File.ReadAllBytes(path)))
            .Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
            .DefaultIfEmpty()
            .Max();

    [GeneratedRegex(@"GLIBCXX_3\.4\.([0-9]{1,3})")]
    private static partial Regex Versions();
}
