namespace CompactCnn;

/// <summary>Writes a file aside, flushes it to the disk and renames it, so that nobody ever sees half of one.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file; an existing one is replaced, as a whole or not at all. A link stays one, and the file that it leads to is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="ModelFileException">It could not be written, or something else than a regular file lies there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            Replace(path, write);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException || (exception is IOException && exception is not ModelFileException))
        {
            throw new ModelFileException($"'{path}' could not be written: {exception.Message}", exception);
        }
    }

    /// <summary>The same, with what the system throws.</summary>
    /// <inheritdoc cref="Write" path="/param"/>
    /// <exception cref="IOException">It could not be written, or something else than a regular file lies there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Replace(string path, Action<Stream> write)
    {
        string target = RegularFile.WriteTarget(path);
        string aside = target + "." + Guid.NewGuid().ToString("N")[..8] + ".tmp";
        try
        {
            FaultPoints.Reached?.Invoke(FaultPoint.BeforeWrite);
            using (var stream = new FileStream(aside, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                FaultPoints.Reached?.Invoke(FaultPoint.AfterWrite);
                stream.Flush(flushToDisk: true);
            }

            FaultPoints.Reached?.Invoke(FaultPoint.BeforeRename);
            File.Move(aside, target, overwrite: true);
            FaultPoints.Reached?.Invoke(FaultPoint.AfterRename);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // What .NET makes of a file that outgrows what the file system, or the user's limit, allows.
            throw new IOException("it is larger than files may be there", exception);
        }
        finally
        {
            if (File.Exists(aside))
            {
                File.Delete(aside);
            }
        }
    }
}
