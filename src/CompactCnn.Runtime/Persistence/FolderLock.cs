namespace CompactCnn;

/// <summary>
/// A folder that one process has for itself while it writes there. The system holds the lock for the process, and the file
/// only stands for it: whatever ends the process frees the folder, and a file that a kill left lying locks nobody out.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    /// <summary>The file that is locked; it is there while the folder is in use.</summary>
    public const string FileName = ".compactcnn-lock";

    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes a folder, without waiting.</summary>
    /// <param name="folder">The folder, which is there and can be written to.</param>
    /// <returns>The lock; null where another process, or another part of this one, has it.</returns>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static FolderLock? TryTake(string folder)
    {
        string path = Path.Combine(folder, FileName);
        while (Open(path) is { } file)
        {
            if (OperatingSystem.IsWindows() || IsAt(path, file))
                return new FolderLock(file);

            // Whoever had it took the file away after it was opened here: nobody else would find this one.
            file.Dispose();
        }

        return null;
    }

    public void Dispose()
    {
        // Elsewhere than on Windows .NET would unlock first and delete afterwards, perhaps what another has locked by then.
        if (!OperatingSystem.IsWindows())
            File.Delete(_file.Name);

        _file.Dispose();
    }

    private static FileStream? Open(string path)
    {
        FileOptions options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, options);
        }
        catch (IOException exception) when (exception.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            return null;
        }
    }

    /// <summary>Whether a path leads to a file that is open: it is marked by a time that no other has.</summary>
    private static bool IsAt(string path, FileStream file)
    {
        File.SetLastWriteTimeUtc(file.SafeFileHandle, DateTime.UnixEpoch.AddSeconds(Random.Shared.Next()));
        return File.GetLastWriteTimeUtc(path) == File.GetLastWriteTimeUtc(file.SafeFileHandle);
    }
}
