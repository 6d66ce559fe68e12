namespace CompactCnn;

/// <summary>What tells whether a file is still the one that was read: its length and its time. A link has those of what it leads to.</summary>
/// <param name="Length">Bytes; -1 where the file could not be asked.</param>
/// <param name="Time">When it was written last, in ticks of UTC.</param>
internal readonly record struct FileStamp(long Length, long Time)
{
    /// <summary>Asks a file.</summary>
    public static FileStamp Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
                file = target;

            return new FileStamp(file.Length, file.LastWriteTimeUtc.Ticks);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Reading it says what is wrong with it.
            return new FileStamp(-1, 0);
        }
    }
}
