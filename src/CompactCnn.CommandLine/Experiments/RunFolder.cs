namespace CompactCnn.CommandLine;

/// <summary>
/// The folder of results that a command has for itself from before its work to its end: two that write to one would mix what
/// they find, so that the second is refused at once.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private readonly MadeFolders _made;
    private readonly FolderLock _lock;

    private RunFolder(OutputFolder results, MadeFolders made, FolderLock taken)
    {
        Results = results;
        _made = made;
        _lock = taken;
    }

    /// <summary>What is written there.</summary>
    public OutputFolder Results { get; }

    /// <summary>Takes a folder, which is made if need be.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="UsageException">Nothing can be written there, or another process is at work in it.</exception>
    public static RunFolder Take(string path)
    {
        try
        {
            MadeFolders made = MadeFolders.Make(path);
            OutputFolder results = OutputFolder.Prepare(path);
            FolderLock taken = FolderLock.TryTake(path)
                ?? throw new UsageException(
                    $"--out '{path}' is in use: another process writes its results there; wait for its end, or give another folder");
            return new RunFolder(results, made, taken);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw OutputFolder.NotWritable(path, exception);
        }
    }

    /// <summary>Gives the folder free; of work that left nothing in a folder of its own, nothing is left.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        _made.TakeAwayEmpty();
    }
}
