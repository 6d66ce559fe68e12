using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// Reads known files out of a tar archive that is not to be trusted. The archive decides no path, no size and no kind:
/// only files that are expected are handed out, each of its expected size; the rest is passed over, and an archive with
/// a link, a device, an absolute path or one with .. in it is refused.
/// </summary>
/// <remarks>
/// System.Formats.Tar is not used: its reader allocates what an extended header promises, a gigabyte for a file of 1 kB.
/// </remarks>
internal static class TarArchive
{
    /// <summary>Bytes by which an archive may exceed the files expected in it: notes about them, headers, padding.</summary>
    private const long Slack = 1 << 20;

    /// <summary>Hands out each expected file once, in the archive's order.</summary>
    /// <param name="content">The archive, without a gzip layer.</param>
    /// <param name="expected">The files; their locations are their names in the archive.</param>
    /// <param name="take">Is given a file's bytes, all of which exist once it has read to their end.</param>
    /// <exception cref="ContentException">It is no tar archive, lacks a file, or has something else of a file's name.</exception>
    public static void Read(ContentStream content, IReadOnlyList<DataFile> expected, Action<DataFile, Stream> take)
    {
        long limit = expected.Sum(file => file.ContentSize) + Slack;
        List<DataFile> missing = [.. expected];
        byte[] block = new byte[TarHeader.BlockSize];
        byte[] piece = new byte[1 << 14];
        while (ReadBlock(content, block))
        {
            long position = content.Position - block.Length;
            TarHeader header = TarHeader.Parse(block, position);
            if (header.Size > limit - content.Position)
                throw new ContentException(Invariant($"byte {position} of its content begins the entry '{header.Name}' of {header.Size} bytes, more than the whole archive must have"));

            using var bytes = new EntryStream(content, header);
            if (missing.Find(file => header.IsFile && file.Location == header.Name) is { } file)
            {
                if (header.Size != file.ContentSize)
                    throw new ContentException(Invariant($"byte {position} of its content begins '{header.Name}', which must have {file.ContentSize} bytes, but has {header.Size}"));

                missing.Remove(file);
                take(file, bytes);
            }

            bytes.Skip(piece);
            int padding = (int)(-header.Size & (block.Length - 1));
            content.ReadAtLeast(block.AsSpan(0, padding), padding, throwOnEndOfStream: false);
        }

        ReadToEnd(content, piece, limit);
        if (missing.Count > 0)
            throw new ContentException(Invariant($"it holds no file '{missing[0].Location}' up to its end at byte {content.Position}"));
    }

    /// <summary>Reads the next header; a block of zeros, or nothing, is the archive's end.</summary>
    private static bool ReadBlock(ContentStream content, byte[] block)
    {
        long position = content.Position;
        int count = content.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
        return count == block.Length || count == 0
            ? count > 0 && block.AsSpan().ContainsAnyExcept((byte)0)
            : throw new ContentException(Invariant($"byte {position} of its content must begin a block of {block.Length} bytes, but the content ends at byte {content.Position}"));
    }

    /// <summary>Past the padding, so that the content checks its own end.</summary>
    private static void ReadToEnd(ContentStream content, byte[] piece, long limit)
    {
        while (content.Read(piece) > 0)
        {
            if (content.Position > limit)
                throw new ContentException(Invariant($"its archive ends, but more follows from byte {limit}"));
        }
    }

    /// <summary>The bytes of one entry, every one of which must be there.</summary>
    private sealed class EntryStream(ContentStream content, TarHeader header) : PartStream(content, header.Size)
    {
        private readonly long end = content.Position + header.Size;

        public override int Read(Span<byte> buffer)
        {
            int count = base.Read(buffer);
            return count > 0 || Remaining == 0 || buffer.IsEmpty
                ? count
                : throw new ContentException(Invariant($"'{header.Name}' in it ends at byte {content.Position} of the content instead of byte {end}"));
        }
    }
}
