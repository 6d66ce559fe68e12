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

    /// <summary>Its file.</summary>
    public string Path => path;

    /// <summary>Finds a library among those that the process has mapped.</summary>
    /// <param name="name">The file's name.</param>
    public static LoadedLibrary? Find(string name)
    {
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            // start-end rights offset device inode path
            string[] parts = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 6 && System.IO.Path.GetFileName(parts[5]) == name && ulong.Parse(parts[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture) == 0)
                return new LoadedLibrary(parts[5], nint.Parse(parts[0].Split('-')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }

        return null;
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
            if (BinaryPrimitives.ReadInt32LittleEndian(section[4..]) == SymbolTable && names < count)
                return Value(ReadSection(file, section), ReadSection(file, table.AsSpan(names * SectionBytes, SectionBytes)), symbol) + start;
        }

        return null;
    }

    private static nint? Value(byte[] symbols, byte[] names, string symbol)
    {
        int name = names.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\0{symbol}\0")) + 1;
        if (name == 0)
            return null;

        for (int place = 0; place + SymbolBytes <= symbols.Length; place += SymbolBytes)
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(symbols.AsSpan(place)) == name)
                return (nint)BinaryPrimitives.ReadInt64LittleEndian(symbols.AsSpan(place + 8));
        }

        return null;
    }

    private static byte[] ReadSection(FileStream file, ReadOnlySpan<byte> section) =>
        Read(file, BinaryPrimitives.ReadInt64LittleEndian(section[24..]), checked((int)BinaryPrimitives.ReadInt64LittleEndian(section[32..])));

    private static byte[] Read(FileStream file, long offset, int bytes)
    {
        byte[] content = new byte[bytes];
        file.Position = offset;
        file.ReadExactly(content);
        return content;
    }
}
