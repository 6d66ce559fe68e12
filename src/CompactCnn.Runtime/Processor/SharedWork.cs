using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Shares out to threads what is computed without the library, to at most as many as the library uses itself.</summary>
internal static class SharedWork
{
    // A thread that has to be woken must find more to do than its waking takes: numbers to compute, bytes to copy.
    private const long LeastElementsOfAThread = 32 * 1024;
    private const long LeastBytesOfAThread = 256 * 1024;

    /// <summary>Threads for a pass over numbers.</summary>
    /// <param name="elements">How many numbers.</param>
    /// <param name="parts">Into how many parts the work can be cut.</param>
    public static int ThreadsForElements(long elements, int parts) => Threads(elements / LeastElementsOfAThread, Math.Min(parts, get_num_threads()));

    /// <summary>Threads for copies.</summary>
    /// <param name="bytes">Bytes to copy.</param>
    /// <param name="most">The most threads; absent: as many as the library uses.</param>
    public static int ThreadsForBytes(long bytes, int? most) => Threads(bytes / LeastBytesOfAThread, most ?? get_num_threads());

    /// <summary>Cuts parts that follow one another into as many runs as there are threads.</summary>
    /// <param name="parts">How many parts.</param>
    /// <param name="threads">How many threads.</param>
    /// <param name="work">Works on the parts from the first to before the second.</param>
    public static void InRuns(int parts, int threads, Action<int, int> work)
    {
        if (threads == 1)
        {
            work(0, parts);
        }
        else
        {
            AtOnce(threads, thread => work(Start(thread), Start(thread + 1)));
        }

        int Start(int thread) => (int)((long)parts * thread / threads);
    }

    /// <summary>Gives a thread the next part whenever it has done one, so that none waits long for the last.</summary>
    /// <param name="parts">How many parts.</param>
    /// <param name="threads">How many threads.</param>
    /// <param name="work">Works on a part.</param>
    public static void OneByOne(int parts, int threads, Action<int> work)
    {
        int next = -1;
        if (threads == 1)
        {
            TakeParts(0);
        }
        else
        {
            AtOnce(threads, TakeParts);
        }

        void TakeParts(int thread)
        {
            for (int part = Interlocked.Increment(ref next); part < parts; part = Interlocked.Increment(ref next))
            {
                work(part);
            }
        }
    }

    private static void AtOnce(int threads, Action<int> work)
    {
        if (!LibraryThreads.TryRun(threads, work))
        {
            Parallel.For(0, threads, work);
        }
    }

    private static int Threads(long worthWaking, int most) => (int)Math.Clamp(worthWaking, 1, most);
}
