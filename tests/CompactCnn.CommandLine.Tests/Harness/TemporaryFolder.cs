namespace CompactCnn.CommandLine.Tests;

/// <summary>A folder that a test has for itself.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("compactcnn-examples-").FullName;

    /// <summary>The path of a file or folder in it.</summary>
    public string Of(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
