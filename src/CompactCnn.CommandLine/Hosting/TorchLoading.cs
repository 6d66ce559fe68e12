using System.Runtime.InteropServices;

namespace CompactCnn.CommandLine;

/// <summary>
/// Loads libtorch before TorchSharp does. Where it cannot be loaded TorchSharp prints pages to standard output, copies
/// half a gigabyte and speaks of a missing package, whatever the cause; the system's loader says what it is.
/// </summary>
internal static class TorchLoading
{
    /// <summary>Makes sure that TorchSharp can be used, and that its convolutions are right.</summary>
    /// <exception cref="WorkFailedException">It cannot be loaded on this system, or computes wrongly.</exception>
    public static void Require()
    {
        RequireTensors();
        // Before the first convolution of any kind, or its kernels would stay as they are.
        ProcessorCaches.Provide();
        PlainKernels.Require();
    }

    /// <summary>Makes sure that TorchSharp can be used for what executes no network.</summary>
    /// <exception cref="WorkFailedException">It cannot be loaded on this system.</exception>
    public static void RequireTensors()
    {
        if (Failure() is { } failure)
            throw new WorkFailedException($"TorchSharp cannot be loaded on this system, {failure}; run the command doctor, which says what to do");
    }

    /// <summary>Loads the libraries.</summary>
    /// <returns>Why they cannot be loaded, as a clause; null if they are.</returns>
    public static string? Failure() => Failure("libtorch", NativeFiles.Torch) ?? Failure("TorchSharp's library", NativeFiles.TorchSharp);

    private static string? Failure(string name, string? path)
    {
        if (path is null)
            return $"{name} is not with the program";

        try
        {
            NativeLibrary.Load(path);
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            // General advice first, the system's words last.
            return exception.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1].TrimEnd('.');
        }
    }
}
