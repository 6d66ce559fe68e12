using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// One file that a loader reads. The checksum is that of the content below the gzip layer, so that a copy that was
/// compressed again, or not at all, is as good as the original.
/// </summary>
/// <param name="Location">Its path below the data set's folder, with forward slashes and without the suffix .gz.</param>
/// <param name="ContentSize">Bytes of its content without a gzip layer.</param>
/// <param name="ContentChecksum">SHA-256 of its content without a gzip layer, in lower-case hexadecimal digits.</param>
internal sealed record DataFile(string Location, long ContentSize, string ContentChecksum)
{
    private const string GzipSuffix = ".gz";

    /// <summary>The file in a folder, at its place or directly in the folder, gzipped or plain; null where it is missing.</summary>
    public string? FindIn(string folder)
    {
        string inPlace = Path.Combine(folder, Location);
        string directly = Path.Combine(folder, Path.GetFileName(Location));
        return ((string[])[inPlace + GzipSuffix, inPlace, directly + GzipSuffix, directly]).FirstOrDefault(File.Exists);
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
