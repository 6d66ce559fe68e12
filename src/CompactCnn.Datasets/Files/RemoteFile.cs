using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// One file of a published data set. The checksum is that of the content below the gzip layer, so that a copy that was
/// compressed again, or not at all, is as good as the original.
/// </summary>
/// <param name="Name">Its name where it is published, with the suffix .gz.</param>
/// <param name="Size">Bytes it has where it is published: what a download must have.</param>
/// <param name="ContentSize">Bytes of its content without the gzip layer.</param>
/// <param name="ContentChecksum">SHA-256 of its content without the gzip layer, in lower-case hexadecimal digits.</param>
internal sealed record RemoteFile(string Name, long Size, long ContentSize, string ContentChecksum)
{
    private const string GzipSuffix = ".gz";

    /// <summary>The file's path in a folder, gzipped or plain, or null where the folder lacks it.</summary>
    public string? FindIn(string folder)
    {
        string gzipped = Path.Combine(folder, Name);
        string plain = gzipped[..^GzipSuffix.Length];
        return File.Exists(gzipped) ? gzipped : File.Exists(plain) ? plain : null;
    }

    /// <summary>Refuses content that has been read to its end and is not this file's.</summary>
    /// <exception cref="ContentException">The checksum is another one.</exception>
    public void CheckContent(ContentStream content)
    {
        string found = content.Checksum();
        if (found != ContentChecksum)
            throw new ContentException(Invariant($"its content must have the SHA-256 checksum {ContentChecksum}, but has {found}"));
    }

    /// <summary>Reads content to its end, but never more than one byte beyond this file's, and refuses any other.</summary>
    /// <exception cref="ContentException">The size or the checksum is another one.</exception>
    public void ReadAndCheck(ContentStream content)
    {
        byte[] piece = new byte[1 << 16];
        while (content.Position <= ContentSize)
        {
            int count = content.Read(piece.AsSpan(0, (int)Math.Min(piece.Length, ContentSize + 1 - content.Position)));
            if (count == 0)
                break;
        }

        if (content.Position != ContentSize)
            throw new ContentException(Invariant($"its content must have {ContentSize} bytes, but has {(content.Position > ContentSize ? "more" : Invariant($"{content.Position}"))}"));

        CheckContent(content);
    }
}
