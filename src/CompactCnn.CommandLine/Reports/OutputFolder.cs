using System.Text;

namespace CompactCnn.CommandLine;

/// <summary>The folder that a command writes to. Each file is written aside and renamed: whole or not at all.</summary>
internal sealed class OutputFolder
{
    private readonly string _path;

    private OutputFolder(string path) => _path = path;

    /// <summary>Makes sure, before hours of work, that its results can be written.</summary>
    /// <param name="path">The folder; it is created if need be.</param>
    /// <exception cref="UsageException">Nothing can be written there.</exception>
    public static OutputFolder Prepare(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            string probe = Path.Combine(path, Path.GetRandomFileName());
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose))
            {
                return new OutputFolder(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw NotWritable(path, exception);
        }
    }

    /// <summary>What to throw where nothing can be written to a folder.</summary>
    public static UsageException NotWritable(string path, Exception exception) =>
        new($"--out '{path}' cannot be written to: {exception.Message.TrimEnd('.')}; give another folder");

    /// <summary>The path of a file in the folder, as users see it.</summary>
    public string PathOf(string file) => Path.Combine(_path, file);

    /// <summary>Refuses to replace files that are there.</summary>
    /// <param name="overwrite">Whether they may be replaced.</param>
    /// <param name="files">The files that are going to be written.</param>
    /// <exception cref="UsageException">One is there, and may not.</exception>
    public void RequireFree(bool overwrite, params IEnumerable<string> files)
    {
        foreach (string file in files)
            Overwriting.Check("--out:", PathOf(file), overwrite);
    }

    /// <summary>Takes files away that are there.</summary>
    /// <exception cref="WorkFailedException">One cannot be deleted.</exception>
    public void Delete(params IEnumerable<string> files)
    {
        foreach (string path in files.Select(PathOf).Where(File.Exists))
            Guard(path, () => File.Delete(path));
    }

    /// <summary>Writes text.</summary>
    /// <exception cref="WorkFailedException">The file could not be written.</exception>
    public void Write(string file, string text) => Write(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text));

    /// <summary>Writes bytes.</summary>
    /// <exception cref="WorkFailedException">The file could not be written.</exception>
    public void Write(string file, byte[] content)
    {
        Guard(PathOf(file), () => WholeFile.Replace(PathOf(file), stream => stream.Write(content)));
    }

    /// <summary>Writes a network.</summary>
    /// <exception cref="WorkFailedException">The file could not be written.</exception>
    public void Write(string file, CompactNetwork network) => Guard(PathOf(file), () => network.Save(PathOf(file)));

    private static void Guard(string target, Action write)
    {
        try
        {
            write();
        }
        catch (ModelFileException exception)
        {
            throw new WorkFailedException(exception.Message, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WorkFailedException($"'{target}' could not be written: {exception.Message}", exception);
        }
    }
}
