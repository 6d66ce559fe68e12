using System.Globalization;

namespace CompactCnn.Datasets.Tests;

/// <summary>What a piece of work took of the system's memory at most, of native code too: the collector knows nothing of it.</summary>
internal static class ResidentMemory
{
    private const string Counters = "/proc/self/status";
    private const string Reset = "/proc/self/clear_refs";

    /// <summary>Asserts that no more was needed; on Linux, where the system keeps the peak.</summary>
    /// <param name="mostBytes">What may be needed beyond what was in use before.</param>
    /// <param name="work">The work; nothing else of weight may be under way.</param>
    public static T AssertBounded<T>(long mostBytes, Func<T> work)
    {
        if (!OperatingSystem.IsLinux())
            return work();

        // 5 sets the peak back to what is in use.
        File.WriteAllText(Reset, "5");
        long before = Peak();
        try
        {
            return work();
        }
        finally
        {
            long needed = Peak() - before;
            Assert.True(needed <= mostBytes, $"{needed} bytes of memory were needed, but {mostBytes} are justified");
        }
    }

    private static long Peak()
    {
        string line = File.ReadLines(Counters).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
