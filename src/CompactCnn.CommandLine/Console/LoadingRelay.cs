namespace CompactCnn.CommandLine;

/// <summary>
/// Is told how loading a data set goes, of downloads, of pictures and of packed files, and shows it. Pictures are read by several threads, and
/// most folders in no time, of which nothing is said.
/// </summary>
/// <param name="download">Shows a download.</param>
/// <param name="reading">Shows how far pictures are read.</param>
/// <param name="time">The clock.</param>
internal sealed class LoadingRelay(Action<ProgressLine> download, Action<ProgressLine> reading, TimeProvider time)
    : IProgress<DownloadProgress>, IProgress<PictureProgress>, IProgress<string>
{
    private static readonly TimeSpan Unsaid = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private long _begun;
    private int _most;

    /// <summary>Whether a part of a download has arrived.</summary>
    public bool AnyArrived { get; private set; }

    public void Report(DownloadProgress value)
    {
        AnyArrived = true;
        download(ProgressLine.Of(value));
    }

    public void Report(PictureProgress value)
    {
        lock (_lock)
        {
            if (_begun == 0)
                _begun = time.GetTimestamp();

            // Another thread may have been faster with a later one.
            if (value.Read <= _most || time.GetElapsedTime(_begun) < Unsaid)
                return;

            _most = value.Read;
            reading(ProgressLine.Of(value, time.GetElapsedTime(_begun)));
        }
    }

    /// <summary>Says at once what the user should know while it goes on.</summary>
    public void Report(string value) => CommandOutput.WriteRemark(value);
}
