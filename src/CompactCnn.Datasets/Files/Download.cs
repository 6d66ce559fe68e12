using System.Net;
using System.Net.Http.Headers;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// Downloads one file: to a temporary name beside its target, checked there, then renamed, so that a file is in its
/// place whole and right or not at all. What has arrived when a connection is cut stays, and is resumed from.
/// </summary>
internal static class Download
{
    private const string Suffix = ".part";
    private const int PieceSize = 1 << 16;
    private const int MostAttempts = 10;

    /// <summary>How long a server may send nothing before it is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Downloads a file and waits for it.</summary>
    /// <param name="address">Where it is published.</param>
    /// <param name="file">What it must be.</param>
    /// <param name="folder">Where it goes, under its own name; created if need be.</param>
    /// <param name="progress">Told of each piece received.</param>
    /// <param name="cancellation">Ends the download; the next one resumes it.</param>
    /// <param name="patience">How long the server may send nothing; absent: 30 seconds.</param>
    /// <exception cref="DownloadException">The file could not be had, or is not the right one.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void ToFolder(Uri address, RemoteFile file, string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellation, TimeSpan? patience = null)
    {
        string target = Path.Combine(folder, file.Name);
        try
        {
            MadeFolders made = MadeFolders.Make(folder);
            string partial = RegularFile.WriteTarget(RegularFile.WriteTarget(target) + Suffix);
            try
            {
                using FolderLock alone = FolderLock.TryTake(folder) ?? throw new DownloadException("another process downloads into that folder; wait for its end");
                // Away from the caller's synchronization context, which must not be waited for here.
                Task.Run(() => FetchAsync(address, file, partial, progress, patience ?? Patience, cancellation), cancellation)
                    .GetAwaiter().GetResult();
                Check(file, partial);
                File.Move(partial, RegularFile.WriteTarget(target), overwrite: true);
            }
            finally
            {
                // Of a download that brought nothing, nothing is left.
                if (new FileInfo(partial) is { Exists: true, Length: 0 } empty)
                    empty.Delete();

                made.TakeAwayEmpty();
            }
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException or UnauthorizedAccessException)
        {
            throw new DownloadException(fault.Message.TrimEnd('.'), fault);
        }
    }

    private static async Task FetchAsync(Uri address, RemoteFile file, string partial, IProgress<DownloadProgress>? progress, TimeSpan patience, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        // Nobody else may write the same file at the same time.
        using FileStream stored = new(partial, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        if (stored.Length > file.Size)
            stored.SetLength(0);

        for (int attempt = 1; stored.Length < file.Size; attempt++)
        {
            long before = stored.Length;
            try
            {
                await ResumeAsync(client, address, file, stored, progress, patience, cancellation).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is IOException or HttpRequestException && stored.Length > before && attempt < MostAttempts)
            {
                // The connection was cut after bringing something: the next attempt resumes there.
            }
        }

        stored.Flush(flushToDisk: true);
    }

    private static async Task ResumeAsync(HttpClient client, Uri address, RemoteFile file, FileStream stored, IProgress<DownloadProgress>? progress, TimeSpan patience, CancellationToken cancellation)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stall.CancelAfter(patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (stored.Length > 0)
                request.Headers.Range = new RangeHeaderValue(stored.Length, null);

            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
            Position(stored, response, file);
            await using Stream body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
            await CopyAsync(body, stored, file, progress, () => stall.CancelAfter(patience), stall.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new DownloadException(Invariant($"the server sent nothing for {patience.TotalSeconds} seconds"), fault);
        }
    }

    /// <summary>Where the answer's body goes: behind what is there, or to the beginning if the server sends everything again.</summary>
    private static void Position(FileStream stored, HttpResponseMessage response, RemoteFile file)
    {
        bool resumed = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == stored.Length;
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.RequestedRangeNotSatisfiable)
            stored.SetLength(0);

        if (!resumed && response.StatusCode != HttpStatusCode.OK)
            throw new DownloadException(Invariant($"the server answered {(int)response.StatusCode} ({response.ReasonPhrase})"));

        stored.Position = stored.Length;
        if (response.Content.Headers.ContentLength is { } length && stored.Length + length != file.Size)
        {
            long announced = stored.Length + length;
            stored.SetLength(0);
            throw new DownloadException(Invariant($"the file must have {file.Size} bytes, but the server announced {announced}"));
        }
    }

    /// <summary>Copies exactly the rest of the file; of a body that is longer, one byte more is seen and nothing is kept.</summary>
    private static async Task CopyAsync(Stream body, FileStream stored, RemoteFile file, IProgress<DownloadProgress>? progress, Action arrived, CancellationToken cancellation)
    {
        byte[] piece = new byte[PieceSize];
        while (true)
        {
            int wanted = (int)Math.Min(piece.Length, file.Size - stored.Length + 1);
            int count = await body.ReadAsync(piece.AsMemory(0, wanted), cancellation).ConfigureAwait(false);
            arrived();
            if (count == 0 && stored.Length == file.Size)
                return;

            if (count == 0)
                throw new IOException(Invariant($"the file must have {file.Size} bytes, but the server sent {stored.Length}"));

            if (stored.Length + count > file.Size)
            {
                stored.SetLength(0);
                throw new DownloadException(Invariant($"the file must have {file.Size} bytes, but the server sent more"));
            }

            await stored.WriteAsync(piece.AsMemory(0, count), cancellation).ConfigureAwait(false);
            progress?.Report(new DownloadProgress(file.Name, stored.Length, file.Size));
        }
    }

    /// <summary>A file that is not the right one is deleted: resuming it would never repair it.</summary>
    private static void Check(RemoteFile file, string partial)
    {
        try
        {
            file.Check(partial);
        }
        catch (ContentException fault)
        {
            File.Delete(partial);
            throw new DownloadException($"what the server sent is refused, {fault.Message}", fault);
        }
    }
}
