using System.Text;

namespace CompactCnn;

/// <summary>
/// Files that nobody vouches for, opened for reading, and paths that are to be written: both lead to a regular file, by
/// links or not, or are refused by the kind of what is there. A pipe would be waited for without end, a device has no
/// length and no end, and whoever writes one by a file of its own aside would leave that in its place.
/// </summary>
internal static class RegularFile
{
    /// <summary>Opens a file; its length is that of what was opened, whatever links led there.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">There is none, or something that is no regular file: the message says what.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream OpenRead(string path)
    {
        // Before it is opened, for that may wait or do something; and afterwards, for it may be another by then.
        RequireReadable(FileStatus.KindOf(path));
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            RequireReadable(FileStatus.KindOf(stream.SafeFileHandle));
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads all bytes of a file that may have so many.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">The most bytes that are accepted.</param>
    /// <exception cref="IOException">There is none, it is no regular file, or it is larger.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] ReadAllBytes(string path, long most = int.MaxValue)
    {
        using FileStream stream = OpenRead(path);
        most = Math.Min(most, Array.MaxLength);
        if (stream.Length > most)
            throw new IOException(FormattableString.Invariant($"it has {stream.Length} bytes, but at most {most} are accepted"));

        using var content = new MemoryStream((int)stream.Length);
        byte[] piece = new byte[1 << 16];
        // Files of the system's own say a length of 0 and have bytes all the same.
        for (int count = stream.Read(piece); count > 0 && content.Length <= most; count = stream.Read(piece))
            content.Write(piece.AsSpan(0, count));

        return content.Length <= most ? content.ToArray() : throw new IOException(FormattableString.Invariant($"it has more than {most} bytes"));
    }

    /// <summary>Reads all of a UTF-8 text.</summary>
    /// <inheritdoc cref="ReadAllBytes"/>
    public static string ReadAllText(string path, long most = int.MaxValue)
    {
        using var reader = new StreamReader(new MemoryStream(ReadAllBytes(path, most), writable: false), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Bytes of what a path leads to.</summary>
    /// <inheritdoc cref="OpenRead"/>
    public static long Length(string path)
    {
        using FileStream stream = OpenRead(path);
        return stream.Length;
    }

    /// <summary>Where a file is written that shall be found at a path: there, or where the link that lies there leads.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The full path of a regular file, or of nothing yet.</returns>
    /// <exception cref="IOException">Something else lies there, or links lead to themselves.</exception>
    public static string WriteTarget(string path)
    {
        FileKind kind = FileStatus.KindOf(path);
        if (kind is not (FileKind.Nothing or FileKind.Regular or FileKind.Unknown))
            throw new IOException($"it is {Name(kind)}, but only regular files are replaced");

        string full = Path.GetFullPath(path);
        return new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
    }

    private static void RequireReadable(FileKind kind)
    {
        if (kind is not (FileKind.Nothing or FileKind.Regular or FileKind.Unknown))
            throw new IOException($"it is {Name(kind)}, but only regular files are read");
    }

    private static string Name(FileKind kind) => kind switch
    {
        FileKind.Folder => "a folder",
        FileKind.Pipe => "a pipe",
        FileKind.Socket => "a socket",
        FileKind.CharacterDevice => "a character device",
        _ => "a block device",
    };
}
