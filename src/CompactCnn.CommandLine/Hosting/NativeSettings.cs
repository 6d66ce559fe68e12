using System.Runtime.InteropServices;

namespace CompactCnn.CommandLine;

/// <summary>Settings of the process that libtorch's speed and reproducibility depend on; they must precede its loading.</summary>
internal static partial class NativeSettings
{
    // Names and numbers of glibc's malloc.h.
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapThreshold = -3;
    private const int MmapMax = -4;

    /// <summary>True where the C library is glibc, whose allocator can be tuned.</summary>
    public static bool AllocatorCanBeTuned { get; } =
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out nint library) && NativeLibrary.TryGetExport(library, "gnu_get_libc_version", out _);

    /// <summary>
    /// Keeps the thread teams of OpenMP and MKL constant, for sums are split among threads and another team means other
    /// rounding; and says what threads that wait do: where other programs want the processors too, two threads that spin
    /// at each other take several times as long as two that sleep. What the user has set stays.
    /// </summary>
    public static void ConfigureThreads(WaitingThreads waiting)
    {
        // .NET keeps an environment of its own, which native libraries do not see.
        if (OperatingSystem.IsWindows())
            return;

        _ = SetEnvironment("OMP_DYNAMIC", "FALSE", overwrite: 0);
        _ = SetEnvironment("MKL_DYNAMIC", "FALSE", overwrite: 0);
        if (waiting == WaitingThreads.Sleep)
            _ = SetEnvironment("OMP_WAIT_POLICY", "PASSIVE", overwrite: 0);
    }

    /// <summary>
    /// Tunes glibc's allocator. Its habit is to give large blocks back to the system and to fetch them again, page by page,
    /// until it has seen some; from then on to keep them, though it seldom can use one again for a tensor of the same size.
    /// </summary>
    public static void Use(Allocator allocator)
    {
        if (!AllocatorCanBeTuned)
            return;

        switch (allocator)
        {
            case Allocator.Fast:
                _ = SetAllocatorOption(MmapMax, 0);
                _ = SetAllocatorOption(TrimThreshold, int.MaxValue);
                _ = SetAllocatorOption(TopPad, 64 << 20);
                break;
            case Allocator.Small:
                // A threshold that is set stays; else it grows with what is freed.
                _ = SetAllocatorOption(MmapThreshold, 1 << 20);
                break;
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetAllocatorOption(int option, int value);
}
