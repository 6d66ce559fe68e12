namespace CompactCnn;

/// <summary>Bytes out of content that is not to be trusted about how many there are.</summary>
internal static class ContentBytes
{
    /// <summary>Data compress to a quarter at best, as a rule: what is allocated before more than that has been seen.</summary>
    private const int UsualRatio = 4;

    /// <summary>
    /// Reads as many bytes as are promised, or fewer where the content ends. Memory follows what was really read: it
    /// at most doubles with the bytes that came out so far.
    /// </summary>
    /// <param name="content">The content.</param>
    /// <param name="storedSize">Bytes that the content takes where it is stored; bounds what is allocated at once.</param>
    /// <param name="promised">How many bytes to read.</param>
    public static byte[] ReadUpTo(Stream content, long storedSize, int promised)
    {
        byte[] bytes = new byte[Math.Min(promised, UsualRatio * Math.Max(1, storedSize))];
        for (int filled = 0; ;)
        {
            filled += content.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false);
            if (filled < bytes.Length)
                return bytes[..filled];

            if (filled == promised)
                return bytes;

            Array.Resize(ref bytes, (int)Math.Min(promised, 2L * bytes.Length));
        }
    }
}
