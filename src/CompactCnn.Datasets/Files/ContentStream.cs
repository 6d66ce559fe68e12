using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// The content of a stored file: its bytes, without the gzip layer where it has one. Counted and hashed while they are
/// read, so that a file is gone through once. Whoever reads decides how far to trust: nothing here reads ahead.
/// </summary>
internal sealed class ContentStream : ReadOnlyStream
{
    private const int GzipTrailerSize = 8;

    private readonly Stream stored;
    private readonly Stream content;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long position;
    private bool ended;

    /// <summary>Takes ownership of a seekable stream.</summary>
    public ContentStream(Stream stored)
    {
        this.stored = stored;
        IsGzip = stored.ReadByte() == 0x1F && stored.ReadByte() == 0x8B;
        stored.Position = 0;
        content = IsGzip ? new GZipStream(stored, CompressionMode.Decompress) : stored;
    }

    /// <summary>Whether a gzip layer was peeled off.</summary>
    public bool IsGzip { get; }

    /// <summary>Bytes the file takes where it is stored: what may be believed before anything is read.</summary>
    public long StoredSize => stored.Length;

    /// <summary>Bytes of content read so far.</summary>
    public override long Position { get => position; set => throw new NotSupportedException(); }

    /// <summary>
    /// Opens a file, has it parsed, and says whatever goes wrong in one sentence with the file's name.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="mend">The end of the sentence: what the user can do about a file that is refused.</param>
    /// <param name="parse">Reads the content up to its end.</param>
    /// <exception cref="DatasetException">The file cannot be read, or its content is refused.</exception>
    public static T Read<T>(string path, string mend, Func<ContentStream, T> parse) => Read(path, () => RegularFile.OpenRead(path), mend, parse);

    /// <inheritdoc cref="Read{T}(string, string, Func{ContentStream, T})"/>
    /// <param name="path">The file's name, for the sentence.</param>
    /// <param name="open">Opens it; what it returns is seekable and closed at the end.</param>
    /// <param name="mend">The end of the sentence: what the user can do about a file that is refused.</param>
    /// <param name="parse">Reads the content up to its end.</param>
    public static T Read<T>(string path, Func<Stream> open, string mend, Func<ContentStream, T> parse)
    {
        try
        {
            using var content = new ContentStream(open());
            return parse(content);
        }
        catch (ContentException fault)
        {
            throw new DatasetException($"'{path}' is refused: {fault.Message}; {mend}", fault);
        }
        catch (Exception fault) when (fault is (IOException and not DatasetException) or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DatasetException($"'{path}' cannot be read: {fault.Message.TrimEnd('.')}; {mend}", fault);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ContentException">The gzip layer is damaged or cut short.</exception>
    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = content.Read(buffer);
        }
        catch (InvalidDataException fault)
        {
            throw new ContentException(Invariant($"its gzip data is damaged after byte {position} of the content"), fault);
        }

        hash.AppendData(buffer[..count]);
        position += count;
        if (count == 0 && buffer.Length > 0 && !ended)
        {
            ended = true;
            CheckGzipTrailer();
        }

        return count;
    }

    /// <summary>The SHA-256 checksum of what was read so far, in lower-case hexadecimal digits.</summary>
    public string Checksum() => Convert.ToHexStringLower(hash.GetCurrentHash());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
            content.Dispose();
            stored.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>
    /// GZipStream takes a file that was cut short for one that has ended, and ignores bytes after the trailer. The
    /// trailer's size field, the last four bytes of the file, tells both.
    /// </summary>
    private void CheckGzipTrailer()
    {
        if (!IsGzip)
            return;

        Span<byte> size = stackalloc byte[sizeof(uint)];
        uint promised = 0;
        if (StoredSize >= GzipTrailerSize)
        {
            stored.Position = StoredSize - size.Length;
            stored.ReadExactly(size);
            promised = BinaryPrimitives.ReadUInt32LittleEndian(size);
        }

        if (promised != (uint)position)
        {
            throw new ContentException(Invariant(
                $"its gzip data is cut short or followed by other bytes: {position} bytes came out, but the file's last four bytes promise {promised}"));
        }
    }
}
