namespace CompactCnn;

/// <summary>The next bytes of another stream, which stays open: so many, or fewer where it ends.</summary>
/// <param name="source">The stream.</param>
/// <param name="size">How many bytes.</param>
internal class PartStream(Stream source, long size) : ReadOnlyStream
{
    /// <summary>Bytes not read so far.</summary>
    public long Remaining { get; private set; } = size;

    public override int Read(Span<byte> buffer)
    {
        int count = source.Read(buffer[..(int)Math.Min(buffer.Length, Remaining)]);
        Remaining -= count;
        return count;
    }

    /// <summary>Reads what is left.</summary>
    /// <param name="piece">Memory to read it into.</param>
    public void Skip(byte[] piece)
    {
        while (Read(piece) > 0)
        {
        }
    }
}
