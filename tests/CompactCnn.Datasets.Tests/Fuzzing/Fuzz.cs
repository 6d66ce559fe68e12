using System.Diagnostics;
using System.Text.RegularExpressions;

namespace CompactCnn.Datasets.Tests;

/// <summary>
/// Reads thousands of damaged files. Each gives data or a <see cref="DatasetException"/> that names the file and a
/// position in it; nothing else, without delay, and without more memory than its real size justifies.
/// </summary>
internal static partial class Fuzz
{
    /// <summary>How many damaged files of a format a test reads.</summary>
    public const int Count = 10_000;

    /// <summary>What the sentence calls the file.</summary>
    public const string Name = "mutant";

    /// <summary>For exceptions, buffers of the decompressors and the like, whatever the file.</summary>
    private const int Fixed = 256 << 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Makes and reads damaged files.</summary>
    /// <param name="make">Makes the next one.</param>
    /// <param name="read">Reads it under the name <see cref="Name"/>, on the calling thread.</param>
    public static void Run(Func<byte[]> make, Action<byte[]> read) =>
        Run(
            () =>
            {
                byte[] file = make();
                return (file, file.Length);
            },
            read);

    /// <inheritdoc cref="Run(Func{byte[]}, Action{byte[]})"/>
    /// <param name="make">Makes the next one, and says how many bytes it has together with what is compressed in it.</param>
    /// <param name="read">Reads it under the name <see cref="Name"/>, on the calling thread.</param>
    public static void Run(Func<(byte[] File, long RealSize)> make, Action<byte[]> read)
    {
        int refused = 0;
        for (int mutation = 0; mutation < Count; mutation++)
        {
            (byte[] file, long realSize) = make();
            refused += ReadOne(file, realSize, read) ? 0 : 1;
        }

        // Were all refused, nothing behind the first check would have been reached; were none, nothing would be checked.
        Assert.InRange(refused, Count / 20, Count - Count / 200);
    }

    /// <summary>Reads one file; returns whether it gave data.</summary>
    public static bool ReadOne(byte[] file, long realSize, Action<byte[]> read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        string? refusal = null;
        try
        {
            read(file);
        }
        catch (DatasetException fault)
        {
            refusal = fault.Message;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= Fixed + 8 * realSize, $"{allocated} bytes were allocated for a file of {realSize} bytes: {refusal}");
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Patience);
        if (refusal is not null)
            Assert.Matches(Sentence(), refusal);

        return refusal is null;
    }

    /// <summary>Reads bytes as the content of a file.</summary>
    public static T Content<T>(byte[] file, Func<ContentStream, T> parse) =>
        ContentStream.Read(Name, () => new MemoryStream(file), "get the file again", parse);

    /// <summary>How a refusal reads: one sentence with the file and the position, and no full stop.</summary>
    [GeneratedRegex(@"^'mutant' is refused: [^\n]*\b(byte \d+|\d+ bytes)[^\n]*[^.\n]$")]
    public static partial Regex Sentence();
}
