using System.Formats.Tar;
using System.Text;

namespace CompactCnn.Datasets.Tests;

/// <summary>Tar archives.</summary>
internal static class TarBytes
{
    /// <summary>Plain files and folders (names that end in /), as System.Formats.Tar writes them.</summary>
    public static byte[] Archive(TarEntryFormat format, params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, format, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
                writer.WriteEntry(Entry(format, name, content));
        }

        return stream.ToArray();
    }

    /// <summary>One entry of any name, type and size, with a right checksum, and the end of the archive.</summary>
    public static byte[] Raw(string name, char type, string size, byte[] content, string prefix = "")
    {
        byte[] header = new byte[512];
        Encoding.Latin1.GetBytes(name, header.AsSpan(0, 100));
        Encoding.ASCII.GetBytes(size, header.AsSpan(124, 12));
        Encoding.ASCII.GetBytes("ustar\0", header.AsSpan(257));
        Encoding.Latin1.GetBytes(prefix, header.AsSpan(345, 155));
        header[156] = (byte)type;
        return MendChecksums([.. header, .. content, .. new byte[(512 - content.Length % 512) % 512 + 1024]]);
    }

    /// <summary>Gives every block that may be a header a right checksum, so that damage in it is not found by that alone.</summary>
    public static byte[] MendChecksums(byte[] archive)
    {
        for (int start = 0; start + 512 <= archive.Length; start += 512)
        {
            Span<byte> block = archive.AsSpan(start, 512);
            if (!block.Slice(257, 5).SequenceEqual("ustar"u8))
                continue;

            block.Slice(148, 8).Fill((byte)' ');
            int sum = 0;
            foreach (byte value in block)
                sum += value;

            Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0", block[148..]);
        }

        return archive;
    }

    private static TarEntry Entry(TarEntryFormat format, string name, byte[] content)
    {
        TarEntryType type = name.EndsWith('/') ? TarEntryType.Directory : format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;
        TarEntry entry = format switch
        {
            TarEntryFormat.V7 => new V7TarEntry(type, name),
            TarEntryFormat.Ustar => new UstarTarEntry(type, name),
            TarEntryFormat.Gnu => new GnuTarEntry(type, name),
            _ => new PaxTarEntry(type, name),
        };
        if (type != TarEntryType.Directory)
            entry.DataStream = new MemoryStream(content);

        return entry;
    }
}
