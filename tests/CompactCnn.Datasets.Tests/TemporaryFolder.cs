namespace CompactCnn.Datasets.Tests;

/// <summary>A folder that is gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("compactcnn-").FullName;

    /// <summary>Names of the files in it, in order.</summary>
    public IReadOnlyList<string> Files => [.. Directory.EnumerateFiles(Path).Select(System.IO.Path.GetFileName).Order(StringComparer.Ordinal)!];

    /// <summary>The path of a file in it.</summary>
    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    /// <summary>Writes a file below it, making the folders on the way, and returns its path.</summary>
    public string WriteBelow(string name, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(name))!);
        return Write(name, bytes);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
