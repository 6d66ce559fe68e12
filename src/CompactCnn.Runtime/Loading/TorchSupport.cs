using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace CompactCnn;

/// <summary>
/// The systems that TorchSharp loads on, and what it needs there, as buildTransitive/CompactCnn.props says it: the build
/// warns in the same words as this library fails.
/// </summary>
internal static class TorchSupport
{
    private static readonly ILookup<string, string?> Said =
        typeof(TorchSupport).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .ToLookup(metadata => metadata.Key, metadata => metadata.Value);

    /// <summary>Systems for which there is a package of libtorch.</summary>
    public static IReadOnlyList<string> Systems { get; } = Text("CompactCnnLibtorchSystems").Split(';');

    /// <summary>This system, as packages name it.</summary>
    public static string System { get; } = SystemOf(RuntimeInformation.RuntimeIdentifier);

    /// <summary>The package of libtorch that a program on this system refers to, with its version.</summary>
    public static string Package { get; } = $"libtorch-cpu-{System}, version {Text("CompactCnnLibtorchVersion")}";

    /// <summary>
    /// Why TorchSharp does not load on a system whatever the program does, as a sentence without a full stop; null if it may.
    /// </summary>
    /// <param name="system">The system.</param>
    /// <param name="torchSharp">The version of TorchSharp.</param>
    public static string? FaultOf(string system, Version torchSharp)
    {
        // A later TorchSharp is taken to load until it is known not to.
        if (system.StartsWith("win-", StringComparison.Ordinal) && torchSharp <= Version.Parse(Text("CompactCnnTorchSharpVersion") + ".0"))
            return Text("CompactCnnWindowsFault");

        return Systems.Contains(system)
            ? null
            : $"TorchSharp does not load on {system}: libtorch comes for {string.Join(", ", Systems)} only; run the program there";
    }

    /// <summary>The same of this system and of the TorchSharp at hand.</summary>
    public static string? Fault() => FaultOf(System, typeof(torch).Assembly.GetName().Version!);

    /// <summary>A system as packages of libtorch name it, whatever the distribution: .NET built by one names it after itself.</summary>
    /// <param name="identifier">.NET's name for the system.</param>
    internal static string SystemOf(string identifier)
    {
        string kind = OperatingSystem.IsWindows() ? "win"
            : OperatingSystem.IsMacOS() ? "osx"
            : identifier.Contains("musl", StringComparison.Ordinal) ? "linux-musl"
            : identifier.StartsWith("alpine", StringComparison.Ordinal) ? "linux-musl"
            : "linux";
        return $"{kind}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
    }

    private static string Text(string key) => Said[key].Single()!;
}
