using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using TorchSharp;

namespace CompactCnn;

/// <summary>
/// Loads libtorch and TorchSharp's native library before TorchSharp does. Where they cannot be loaded TorchSharp prints pages to
/// standard output, may copy half a gigabyte, and speaks of a missing package whatever the cause; the system's loader says
/// what it is.
/// </summary>
/// <remarks>
/// Networks, training data and data sets of this library call <see cref="Require"/> first. Call it yourself where your program
/// makes tensors before it makes any of these.
/// </remarks>
public static class TorchLibrary
{
    // As TorchSharp names them when it loads them.
    private const string Libtorch = "torch_cpu";
    private const string OfTorchSharp = "LibTorchSharp";

    private static readonly Lazy<string?> Found = new(Load);

    /// <summary>Systems for which there is a package of libtorch, as packages name them: linux-x64.</summary>
    public static IReadOnlyList<string> SupportedSystems => TorchSupport.Systems;

    /// <summary>This system, as packages name it.</summary>
    public static string CurrentSystem => TorchSupport.System;

    /// <summary>TorchSharp's native library, as it came with the program; null: it is not with it.</summary>
    public static string? TorchSharpPath => NativeFiles.Find(OfTorchSharp);

    /// <summary>The largest part of libtorch, as it came with the program; null: it is not with it.</summary>
    public static string? LibtorchPath => NativeFiles.Find(Libtorch);

    /// <summary>The package that a program on this system refers to, as a phrase: libtorch-cpu-linux-x64, version 2.10.0.</summary>
    public static string LibtorchPackage => TorchSupport.Package;

    /// <summary>
    /// Why TorchSharp does not load on this system whatever the program does, as one sentence without a full stop; null if it may.
    /// </summary>
    public static string? SystemFault => TorchSupport.Fault();

    /// <summary>Loads the libraries.</summary>
    /// <returns>Why they cannot be loaded and what to do, as one sentence without a full stop; null if they are loaded.</returns>
    public static string? Failure() => Found.Value;

    /// <summary>Loads the libraries, or says why they cannot be loaded.</summary>
    /// <exception cref="TorchLoadException">They cannot be loaded.</exception>
    public static void Require()
    {
        if (Failure() is { } failure)
            throw new TorchLoadException($"TorchSharp cannot be loaded: {failure}");
    }

    /// <summary>For constructors, whose base is TorchSharp's.</summary>
    /// <param name="name">The name to give to the base.</param>
    internal static string Before(string name)
    {
        Require();
        return name;
    }

    private static string? Load()
    {
        // As TorchSharp does, so that it finds what is found here: also what the environment or the program itself has loaded.
        _ = IsLoaded(Libtorch);
        if (IsLoaded(OfTorchSharp))
            return null;

        return TorchSupport.Fault()
            ?? (LoadsFromPackages() ? null : FailureOf(LibtorchPath, Libtorch) ?? FailureOf(TorchSharpPath, OfTorchSharp));
    }

    private static bool IsLoaded(string library) => NativeLibrary.TryLoad(library, typeof(torch).Assembly, null, out _);

    /// <summary>In notebooks and scripts, where nothing is built, TorchSharp puts its libraries together from the packages' folders.</summary>
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "In a single file the place is empty, and TorchSharp is not in the packages' folders.")]
    private static bool LoadsFromPackages() =>
        Path.GetDirectoryName(typeof(torch).Assembly.Location) is { Length: > 0 } folder
        && Path.GetFileName(Path.GetDirectoryName(folder)) == "lib"
        && folder.Contains($"{Path.DirectorySeparatorChar}torchsharp{Path.DirectorySeparatorChar}", StringComparison.OrdinalIgnoreCase);

    private static string? FailureOf(string? path, string library)
    {
        if (path is null)
        {
            return library == Libtorch
                ? $"libtorch is not with the program, in {AppContext.BaseDirectory}; "
                    + $"refer to the package {TorchSupport.Package}, in the program's project, and build it again"
                : $"TorchSharp's native library is not with the program, in {AppContext.BaseDirectory}; "
                    + "build the program again, and copy all of its output folder";
        }

        try
        {
            NativeLibrary.Load(path);
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            // General advice first, the system's words last.
            string[] lines = exception.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            string words = lines[^1].TrimEnd('.');
            return $"{words}; {AdviceFor(words)}";
        }
    }

    private static string AdviceFor(string words) => words.Contains("GLIBCXX", StringComparison.Ordinal)
        ? "install a C++ compiler (Debian and Ubuntu: apt-get install g++) and build the program again, which makes it loadable here"
        : "build the program again, and see https://github.com/compactcnn/compactcnn/blob/main/docs/troubleshooting.md";
}
