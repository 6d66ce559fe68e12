namespace CompactCnn;

/// <summary>A data file that is published by itself, gzipped or plain.</summary>
/// <param name="Name">Its name where it is published.</param>
/// <param name="Size">Bytes it has there.</param>
/// <param name="File">The data file that it is.</param>
internal sealed record RemoteDataFile(string Name, long Size, DataFile File) : RemoteFile(Name, Size)
{
    public override IReadOnlyList<DataFile> Contents => [File];

    public override void Check(string path)
    {
        using var content = new ContentStream(RegularFile.OpenRead(path));
        File.ReadAndCheck(content);
    }
}
