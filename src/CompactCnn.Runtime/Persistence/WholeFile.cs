namespace CompactCnn;

/// <summary>Writes a file aside, flushes it to the disk and renames it, so that nobody ever sees half of one.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file; an existing one is replaced, as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="ModelFileException">It could not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path);
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
        catch (Exception exception) when (exception is UnauthorizedAccessException || (exception is IOException && exception is not ModelFileException))
        {
            throw new ModelFileException($"'{path}' could not be written: {exception.Message}", exception);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // What .NET makes of a file that outgrows what the file system, or the user's limit, allows.
            throw new ModelFileException($"'{path}' could not be written: it is larger than files may be there", exception);
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
