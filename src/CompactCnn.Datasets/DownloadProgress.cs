namespace CompactCnn;

/// <summary>How far a download has come.</summary>
/// <param name="File">The file's name, without a folder.</param>
/// <param name="Received">Bytes received so far.</param>
/// <param name="Total">Bytes the file has.</param>
public readonly record struct DownloadProgress(string File, long Received, long Total);
