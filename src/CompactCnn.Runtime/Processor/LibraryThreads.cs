using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Runs work of our own on the threads that libtorch computes with, those of GNU's OpenMP. Threads of another pool would
/// have to be woken for each piece of it, and take the processors from the library's, which wait for more a while. The
/// library gives a thread the same part of a batch in each operation, which stays in the caches beside it; so does this.
/// </summary>
internal static class LibraryThreads
{
    private const string Library = "libgomp";
    private const string Region = "GOMP_parallel";
    private const string Number = "omp_get_thread_num";

    // Kept alive: native code calls it.
    private static readonly Entry _entry = Enter;
    private static readonly nint _entryPoint = Marshal.GetFunctionPointerForDelegate(_entry);

    private static readonly Lazy<Threads?> _threads = new(Find);

    /// <summary>What GNU's OpenMP calls a region: a function, what it is given, in how many threads (0 for the default), and flags.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void ParallelRegion(nint function, nint data, uint threads, uint flags);

    /// <summary>Which of a region's threads calls it.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int ThreadNumber();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Entry(nint data);

    /// <summary>Calls something once for each number below a count, on different threads at the same time, and waits for all.</summary>
    /// <param name="count">
    /// How often. A thread has the number that the library knows it by, if it is below the count, and then what others have not
    /// begun: where there are more numbers than threads, and where a thread is kept from the processor.
    /// </param>
    /// <param name="work">What to call.</param>
    /// <returns>False, having done nothing, where the library's threads cannot be had.</returns>
    public static bool TryRun(int count, Action<int> work)
    {
        if (_threads.Value is not { } threads)
        {
            return false;
        }

        var job = new Job(count, work, threads.Number);
        GCHandle handle = GCHandle.Alloc(job);
        try
        {
            // The library's own regions have all of its threads; a team of another size would end some of them.
            threads.Region(_entryPoint, GCHandle.ToIntPtr(handle), (uint)get_num_threads(), 0);
        }
        finally
        {
            handle.Free();
        }

        job.Failure?.Throw();
        return true;
    }

    private static void Enter(nint data) => ((Job)GCHandle.FromIntPtr(data).Target!).TakeNumbers();

    /// <summary>The one that libtorch has loaded: its package brings its own, under a name of its own.</summary>
    private static Threads? Find()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        // Asked for its threads, libtorch is loaded.
        _ = get_num_threads();
        string[] loaded = [.. LoadedLibrary.Mapped().Select(library => library.Path).Where(path => Path.GetFileName(path).StartsWith(Library, StringComparison.Ordinal)).Distinct()];
        return loaded.Length == 1 && NativeLibrary.TryLoad(loaded[0], out nint library)
            && NativeLibrary.TryGetExport(library, Region, out nint region) && NativeLibrary.TryGetExport(library, Number, out nint number)
            ? new(Marshal.GetDelegateForFunctionPointer<ParallelRegion>(region), Marshal.GetDelegateForFunctionPointer<ThreadNumber>(number))
            : null;
    }

    private sealed record Threads(ParallelRegion Region, ThreadNumber Number);

    private sealed class Job(int count, Action<int> work, ThreadNumber thread)
    {
        private readonly int[] _begun = new int[count];
        private ExceptionDispatchInfo? _failure;

        /// <summary>The first exception of the work.</summary>
        public ExceptionDispatchInfo? Failure => _failure;

        public void TakeNumbers()
        {
            try
            {
                int own = thread();
                for (int i = 0; i < count; i++)
                {
                    int number = (own + i) % count;
                    if (Interlocked.Exchange(ref _begun[number], 1) == 0)
                    {
                        work(number);
                    }
                }
            }
            catch (Exception exception)
            {
                // Rethrown by whoever waits: between the two is native code.
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            }
        }
    }
}
