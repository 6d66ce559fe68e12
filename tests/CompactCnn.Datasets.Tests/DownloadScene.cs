namespace CompactCnn.Datasets.Tests;

/// <summary>A server, a file that it may have, and a folder to download it to.</summary>
public abstract class DownloadScene : IDisposable
{
    private protected const string Name = "t10k-labels-idx1-ubyte.gz";

    private protected readonly TemporaryFolder folder = new();
    private protected readonly LoopbackServer server = new();
    private protected readonly RemoteDataFile expected = SmallSource.Describe(Name);
    private protected readonly byte[] bytes = SmallSource.Files[Name];

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Fails(string clause, RemoteFile? file = null)
    {
        var fault = Assert.Throws<DownloadException>(() => Fetch(file: file));
        Assert.Contains(clause, fault.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Files);
    }

    private protected void Fetch(IProgress<DownloadProgress>? progress = null, RemoteFile? file = null) =>
        Download.ToFolder(new Uri(server.Address, Name), file ?? expected, folder.Path, progress, CancellationToken.None, patience: TimeSpan.FromSeconds(1));

    private protected sealed class Recorder(Action<DownloadProgress>? and = null) : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> Reports { get; } = [];

        public void Report(DownloadProgress value)
        {
            Reports.Add(value);
            and?.Invoke(value);
        }
    }
}
