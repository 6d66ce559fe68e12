namespace CompactCnn;

/// <summary>What a packed file says of one picture.</summary>
/// <param name="Path">The picture's file, below the folder that was packed, with forward slashes.</param>
/// <param name="Stamp">What the file was when it was read.</param>
/// <param name="IsRead">Whether it could be read; where it could not, its pixels are black.</param>
/// <param name="Checksum">That of its pixels.</param>
/// <param name="Channels">The sums of its pixels, of each channel.</param>
internal sealed record PackedEntry(string Path, FileStamp Stamp, bool IsRead, uint Checksum, PixelSums[] Channels)
{
    /// <summary>What a picture's pixels come to.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="stamp">What the file was.</param>
    /// <param name="isRead">Whether it could be read.</param>
    /// <param name="pixels">Its pixels, channel by channel.</param>
    /// <param name="channels">How many channels.</param>
    public static PackedEntry Of(string path, FileStamp stamp, bool isRead, ReadOnlySpan<byte> pixels, int channels)
    {
        int plane = pixels.Length / channels;
        var sums = new PixelSums[channels];
        for (int channel = 0; channel < channels; channel++)
            sums[channel] = PixelSums.Of(pixels.Slice(channel * plane, plane));

        return new PackedEntry(path, stamp, isRead, PixelChecksum.Of(pixels), sums);
    }
}
