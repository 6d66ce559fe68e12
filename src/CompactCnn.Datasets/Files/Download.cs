using System.Net;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// Downloads one file: to a temporary name beside its target, checked there, then renamed, so that a file is in its
/// place whole and right or not at all.
/// </summary>
internal static class Download
{
    private const int PieceSize = 1 << 16;

    /// <summary>How long a server may send nothing before it is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Downloads a file and waits for it.</summary>
    /// <param name="address">Where it is published.</param>
    /// <param name="file">What it must be.</param>
    /// <param name="folder">Where it goes, under its own name; created if need be.</param>
    /// <param name="progress">Told of each piece received.</param>
    /// <param name="cancellation">Ends the download.</param>
    /// <param name="patience">How long the server may send nothing; absent: 30 seconds.</param>
    /// <exception cref="DownloadException">The file could not be had, or is not the right one.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void ToFolder(Uri address, RemoteFile file, string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellation, TimeSpan? patience = null)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string target = Path.Combine(folder, file.Name);
            string temporary = $"{target}.{Path.GetRandomFileName()}.part";
            try
            {
                // Away from the caller's synchronization context, which must not be waited for here.
                Task.Run(() => FetchAsync(address, file, temporary, progress, patience ?? Patience, cancellation), cancellation)
                    .GetAwaiter().GetResult();
                Check(file, temporary);
                File.Move(temporary, target, overwrite: true);
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException or UnauthorizedAccessException)
        {
            throw new DownloadException(fault.Message.TrimEnd('.'), fault);
        }
    }

    private static async Task FetchAsync(Uri address, RemoteFile file, string path, IProgress<DownloadProgress>? progress, TimeSpan patience, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stall.CancelAfter(patience);
        try
        {
            using HttpResponseMessage response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
                throw new DownloadException(Invariant($"the server answered {(int)response.StatusCode} ({response.ReasonPhrase})"));

            if (response.Content.Headers.ContentLength is { } length && length != file.Size)
                throw new DownloadException(Invariant($"the file must have {file.Size} bytes, but the server announced {length}"));

            await using Stream body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
            await using FileStream stored = new(path, FileMode.CreateNew, FileAccess.Write);
            await CopyAsync(body, stored, file, progress, () => stall.CancelAfter(patience), stall.Token).ConfigureAwait(false);
            stored.Flush(flushToDisk: true);
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new DownloadException(Invariant($"the server sent nothing for {patience.TotalSeconds} seconds"), fault);
        }
    }

    /// <summary>Copies exactly the file's size; of a body that is longer, one byte more is seen and none is kept.</summary>
    private static async Task CopyAsync(Stream body, FileStream stored, RemoteFile file, IProgress<DownloadProgress>? progress, Action arrived, CancellationToken cancellation)
    {
        byte[] piece = new byte[PieceSize];
        long received = 0;
        while (true)
        {
            int wanted = (int)Math.Min(piece.Length, file.Size - received + 1);
            int count = await body.ReadAsync(piece.AsMemory(0, wanted), cancellation).ConfigureAwait(false);
            arrived();
            received += count;
            if (received > file.Size || (count == 0 && received < file.Size))
                throw new DownloadException(Invariant($"the file must have {file.Size} bytes, but the server sent {(count == 0 ? $"{received}" : "more")}"));

            if (count == 0)
                return;

            await stored.WriteAsync(piece.AsMemory(0, count), cancellation).ConfigureAwait(false);
            progress?.Report(new DownloadProgress(file.Name, received, file.Size));
        }
    }

    private static void Check(RemoteFile file, string path)
    {
        try
        {
            using var content = new ContentStream(File.OpenRead(path));
            file.ReadAndCheck(content);
        }
        catch (ContentException fault)
        {
            throw new DownloadException($"what the server sent is refused, {fault.Message}", fault);
        }
    }
}
