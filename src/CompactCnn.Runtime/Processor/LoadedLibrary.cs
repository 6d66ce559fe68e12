using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace CompactCnn;

/// <summary>A shared library of this process (ELF, 64 bits, little endian), whose symbols that are not exported can be found, too.</summary>
/// <param name="path">Its file.</param>
/// <param name="start">Where its first byte lies in memory.</param>
internal sealed class LoadedLibrary(string path, nint start)
{
    private const int HeaderBytes = 64;
    private const int SectionBytes = 64;
    private const int SymbolBytes = 24;
    private const int SymbolTable = 2;

    // libtorch's names take some 80 MB: read in pieces, of whole symbols, they leave no trace in the process's memory.
    private const int PieceBytes = SymbolBytes * 2048;

    /// <summary>Its file.</summary>
    public string Path => path;

    /// <summary>Finds a library among those that the process has mapped.</summary>
    /// <param name="name">The file's name.</param>
    public static LoadedLibrary? Find(string name) =>
        Mapped().Where(library => System.IO.Path.GetFileName(library.Path) == name).FirstOrDefault();

    /// <summary>The files that the process has mapped from their first byte on, libraries among them.</summary>
    public static IEnumerable<LoadedLibrary> Mapped()
    {
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            // start-end rights offset device inode path
            string[] parts = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 6 && ulong.Parse(parts[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture) == 0)
                yield return new LoadedLibrary(parts[5], nint.Parse(parts[0].Split('-')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Where a symbol lies in memory.</summary>
    /// <param name="symbol">Its mangled name.</param>
    /// <returns>Null if the file has no such symbol, or no table of them.</returns>
    public nint? AddressOf(string symbol)
    {
        using FileStream file = File.OpenRead(path);
        byte[] header = Read(file, 0, HeaderBytes);
        if (!header.AsSpan(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
            return null;

        long sections = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(40));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(60));
        byte[] table = Read(file, sections, count * SectionBytes);
        for (int index = 0; index < count; index++)
        {
            ReadOnlySpan<byte> section = table.AsSpan(index * SectionBytes, SectionBytes);
            int names = BinaryPrimitives.ReadInt32LittleEndian(section[40..]);
            if (BinaryPrimitives.ReadInt32LittleEndian(section[4..]) == SymbolTable && names >= 0 && names < count)
                return Value(file, PartOf(section), PartOf(table.AsSpan(names * SectionBytes, SectionBytes)), symbol) + start;
        }

        return null;
    }

    private static nint? Value(FileStream file, Part symbols, Part names, string symbol)
    {
        if (PlaceOf(file, names, Encoding.ASCII.GetBytes($"\0{symbol}\0")) is not { } place)
            return null;

        byte[] piece = new byte[PieceBytes];
        for (long offset = 0; offset < symbols.Bytes; offset += PieceBytes)
        {
            Span<byte> read = piece.AsSpan(0, (int)Math.Min(PieceBytes, symbols.Bytes - offset));
            Read(file, symbols.Offset + offset, read);
            for (Span<byte> entry = read; entry.Length >= SymbolBytes; entry = entry[SymbolBytes..])
            {
                if (BinaryPrimitives.ReadUInt32LittleEndian(entry) == place + 1)
                    return (nint)BinaryPrimitives.ReadInt64LittleEndian(entry[8..]);
            }
        }

        return null;
    }

    /// <summary>Where bytes are first found in a part of the file; a piece begins so far before the end of the last that none can lie across.</summary>
    private static long? PlaceOf(FileStream file, Part part, ReadOnlySpan<byte> wanted)
    {
        byte[] piece = new byte[PieceBytes];
        for (long offset = 0; offset < part.Bytes; offset += PieceBytes - wanted.Length + 1)
        {
            Span<byte> read = piece.AsSpan(0, (int)Math.Min(PieceBytes, part.Bytes - offset));
            Read(file, part.Offset + offset, read);
            int place = read.IndexOf(wanted);
            if (place >= 0)
                return offset + place;
        }

        return null;
    }

    private static Part PartOf(ReadOnlySpan<byte> section) =>
        new(BinaryPrimitives.ReadInt64LittleEndian(section[24..]), BinaryPrimitives.ReadInt64LittleEndian(section[32..]));

    private static byte[] Read(FileStream file, long offset, int bytes)
    {
        byte[] content = new byte[bytes];
        Read(file, offset, content);
        return content;
    }

    private static void Read(FileStream file, long offset, Span<byte> content)
    {
        file.Position = offset;
        file.ReadExactly(content);
    }

    /// <summary>A part of the file.</summary>
    private readonly record struct Part(long Offset, long Bytes);
}
