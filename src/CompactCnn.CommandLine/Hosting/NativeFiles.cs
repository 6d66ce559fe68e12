using System.Runtime.InteropServices;

namespace CompactCnn.CommandLine;

/// <summary>The native libraries that come with the program.</summary>
internal static class NativeFiles
{
    /// <summary>Systems for which there is a package of libtorch.</summary>
    public static IReadOnlyList<string> SupportedSystems { get; } = ["linux-x64", "osx-arm64", "win-x64"];

    /// <summary>This system, as packages name it.</summary>
    public static string System { get; } =
        $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>TorchSharp's own library, or null.</summary>
    public static string? TorchSharp => Find("LibTorchSharp");

    /// <summary>The largest part of libtorch, or null.</summary>
    public static string? Torch => Find("torch_cpu");

    private static string? Find(string library)
    {
        string file = OperatingSystem.IsWindows() ? $"{library}.dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so";
        // Where .NET looks for native libraries: beside a published program, in a folder for each system of a built one.
        string folders = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? AppContext.BaseDirectory;
        return folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }
}
