using System.Globalization;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// How much memory this process may still take: what the system has left, and no more than the limits of the control
/// groups that it is in, as those of a container. Whoever takes more is killed without a word.
/// </summary>
internal static class AvailableMemory
{
    private const string Groups = "/sys/fs/cgroup";
    private const double Giga = 1e9;

    /// <summary>For what else the work takes, beside what is asked for.</summary>
    private const long Reserve = 200_000_000;

    /// <summary>Bytes.</summary>
    public static long Bytes()
    {
        GCMemoryInfo collector = GC.GetGCMemoryInfo();
        long left = Math.Max(0, collector.TotalAvailableMemoryBytes - Environment.WorkingSet);
        return OperatingSystem.IsLinux() ? Math.Min(OfSystem() ?? left, OfGroups(Groups, OwnGroup()) ?? left) : left;
    }

    /// <summary>Refuses what there is no room for, before it is begun.</summary>
    /// <param name="what">What takes the memory, as a sentence begins.</param>
    /// <param name="needed">Bytes that it takes.</param>
    /// <param name="mend">What to do about it.</param>
    /// <exception cref="DatasetException">There is less; the message has both numbers.</exception>
    public static void Require(string what, long needed, string mend)
    {
        long available = Math.Max(0, Bytes() - Reserve);
        if (needed > available)
            throw new DatasetException(Invariant($"{what} take {needed / Giga:N1} GB of memory, but {available / Giga:N1} GB are available for them; {mend}"));
    }

    /// <summary>What the control groups that a process is in leave it: the least of its own and of those around it.</summary>
    /// <param name="root">Where the groups are shown.</param>
    /// <param name="own">The process's own, below that.</param>
    /// <returns>Null where there is no limit.</returns>
    public static long? OfGroups(string root, string own)
    {
        long? least = null;
        for (string group = own.Trim('/'); ; group = Path.GetDirectoryName(group) ?? "")
        {
            if (OfGroup(Path.Combine(root, group)) is { } left && !(least < left))
                least = left;

            if (group.Length == 0)
                return least;
        }
    }

    private static long? OfGroup(string folder) =>
        Left(folder, "memory.max", "memory.current", "inactive_file ")
        ?? Left(Path.Combine(folder, "memory"), "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file ");

    /// <summary>The limit less what is used; files that were only looked at are given back when they are in the way.</summary>
    private static long? Left(string folder, string limit, string usage, string files) =>
        Number(Path.Combine(folder, limit), "") is { } most && Number(Path.Combine(folder, usage), "") is { } used
            ? Math.Max(0, most - used + (Number(Path.Combine(folder, "memory.stat"), files) ?? 0))
            : null;

    private static long? OfSystem() => 1024 * Number("/proc/meminfo", "MemAvailable:");

    private static string OwnGroup()
    {
        const string unified = "0::";
        return Lines("/proc/self/cgroup").FirstOrDefault(line => line.StartsWith(unified, StringComparison.Ordinal)) is { } line ? line[unified.Length..] : "";
    }

    /// <summary>The number behind a name at the beginning of a line; null where there is none, or it is no number ("max").</summary>
    private static long? Number(string file, string name)
    {
        string? line = Lines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        string[] words = line is null ? [] : line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [var number, ..] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : null;
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllLines(file) : [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Who may not ask knows no limit.
            return [];
        }
    }
}
