using System.Text;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>What a packed file says of its pictures. Numbers are little-endian; texts are UTF-8 with their length, four bytes, before them.</summary>
/// <param name="Folder">The folder that was packed.</param>
/// <param name="Decoder">What decoded the pictures: another one may give other pixels.</param>
/// <param name="Shape">Channels, height and width of each.</param>
/// <param name="Entries">The pictures, in the order of their pixels.</param>
internal sealed record PackedIndex(string Folder, string Decoder, FeatureShape Shape, PackedEntry[] Entries)
{
    /// <summary>Bytes of the pixels of all pictures.</summary>
    public long PixelBytes => (long)Entries.Length * Shape.Elements;

    /// <summary>Reads an index.</summary>
    /// <param name="header">The header before it.</param>
    /// <param name="start">The header's bytes and the index.</param>
    /// <exception cref="ContentException">It is no index, or not of a file of that length.</exception>
    public static PackedIndex Read(PackedHeader header, ReadOnlySpan<byte> start)
    {
        var reader = new PackedReader(start, PackedHeader.Size);
        string folder = reader.Text();
        string decoder = reader.Text();
        int shapeAt = reader.Position;
        (int channels, int height, int width, int count) = (reader.Int(), reader.Int(), reader.Int(), reader.Int());
        if (channels is not (1 or 3) || height < 1 || width < 1 || (Int128)channels * height * width > Array.MaxLength)
            throw new ContentException(Invariant($"byte {shapeAt} of it begins a size of {channels}x{height}x{width}, which no pictures have"));

        var shape = new FeatureShape(channels, height, width);
        long pixels = header.FileBytes - header.PixelsAt;
        // An entry takes bytes of the index, too: their number bounds what is allocated.
        if (count < 1 || (Int128)count * shape.Elements != pixels || count > reader.Left / LeastEntryBytes(channels))
            throw new ContentException(Invariant($"byte {shapeAt + 12} of it begins a number of {count} pictures of {shape}, but {pixels} bytes of pixels and {reader.Left} of index follow"));

        var entries = new PackedEntry[count];
        for (int entry = 0; entry < count; entry++)
            entries[entry] = ReadEntry(ref reader, shape);

        return reader.Left == 0
            ? new PackedIndex(folder, decoder, shape, entries)
            : throw new ContentException(Invariant($"its index ends at byte {reader.Position}, but {reader.Left} bytes follow"));
    }

    /// <summary>The header and the index as bytes.</summary>
    /// <param name="header">The header.</param>
    public byte[] Write(out PackedHeader header)
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true);
        writer.Write(new byte[PackedHeader.Size]);
        Write(writer, Folder);
        Write(writer, Decoder);
        foreach (int size in (int[])[Shape.Channels, Shape.Height, Shape.Width, Entries.Length])
            writer.Write(size);

        foreach (PackedEntry entry in Entries)
            Write(writer, entry);

        writer.Flush();
        byte[] bytes = content.ToArray();
        header = PackedHeader.For(bytes.Length - PackedHeader.Size, PixelBytes);
        header.Write(bytes);
        return bytes;
    }

    private static int LeastEntryBytes(int channels) => sizeof(int) + 2 * sizeof(long) + sizeof(byte) + sizeof(uint) + channels * 2 * sizeof(long);

    private static PackedEntry ReadEntry(ref PackedReader reader, FeatureShape shape)
    {
        string path = reader.Text();
        var stamp = new FileStamp(reader.Long(), reader.Long());
        bool isRead = reader.Flag();
        uint checksum = (uint)reader.Int();
        var channels = new PixelSums[shape.Channels];
        for (int channel = 0; channel < channels.Length; channel++)
        {
            int place = reader.Position;
            channels[channel] = new PixelSums((long)shape.Height * shape.Width, reader.Long(), reader.Long());
            if (!channels[channel].IsPossible)
                throw new ContentException(Invariant($"byte {place} of it begins sums of pixels, {channels[channel].Sum} and {channels[channel].Squares}, that no picture of {shape} has"));
        }

        return new PackedEntry(path, stamp, isRead, checksum, channels);
    }

    private static void Write(BinaryWriter writer, PackedEntry entry)
    {
        Write(writer, entry.Path);
        writer.Write(entry.Stamp.Length);
        writer.Write(entry.Stamp.Time);
        writer.Write(entry.IsRead);
        writer.Write(entry.Checksum);
        foreach (PixelSums channel in entry.Channels)
        {
            writer.Write(channel.Sum);
            writer.Write(channel.Squares);
        }
    }

    private static void Write(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }
}
