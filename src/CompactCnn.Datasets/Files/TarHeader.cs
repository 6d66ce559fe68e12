using static System.FormattableString;

namespace CompactCnn;

/// <summary>The header of an entry in a tar archive.</summary>
/// <param name="Name">Its path, checked: relative, and never leading up.</param>
/// <param name="Size">Bytes of the entry's content.</param>
/// <param name="IsFile">Whether the entry is a file; if not, it is a folder or describes another entry.</param>
internal sealed record TarHeader(string Name, long Size, bool IsFile)
{
    /// <summary>Bytes of a header; an entry's content is padded to a multiple of it.</summary>
    public const int BlockSize = 512;

    private const string Files = "0\0";
    // Folders, and what carries no data of its own: extended headers and long names, which no file wanted here needs.
    private const string Others = "5xgLK";

    private static readonly Range NameField = ..100;
    private static readonly Range SizeField = 124..136;
    private static readonly Range ChecksumField = 148..156;
    private static readonly Range MagicField = 257..263;
    private static readonly Range PrefixField = 345..500;

    /// <summary>Reads a header.</summary>
    /// <param name="block">The block.</param>
    /// <param name="position">Where it begins in the archive.</param>
    /// <exception cref="ContentException">It is no header, or one of an entry that is not unpacked: a link, a device, a path that leads out.</exception>
    public static TarHeader Parse(ReadOnlySpan<byte> block, long position)
    {
        if (Number(block, ChecksumField, position) != Sum(block))
            throw new ContentException(Invariant($"byte {position} of its content must begin an entry of a tar archive, but the checksum there is wrong"));

        string name = NameOf(block);
        char type = (char)block[156];
        if (!Files.Contains(type, StringComparison.Ordinal) && !Others.Contains(type, StringComparison.Ordinal))
            throw new ContentException(Invariant($"byte {position} of its content begins the entry '{name}', which is neither a file nor a folder, and nothing else is unpacked"));

        if (type is not ('x' or 'g' or 'L' or 'K') && !IsInside(name))
            throw new ContentException(Invariant($"byte {position} of its content begins the entry '{name}', but only paths inside the archive's own folder are unpacked"));

        return new TarHeader(name, Number(block, SizeField, position), Files.Contains(type, StringComparison.Ordinal) && !name.EndsWith('/'));
    }

    private static string NameOf(ReadOnlySpan<byte> block)
    {
        string name = Text(block[NameField]);
        string prefix = block[MagicField].SequenceEqual("ustar\0"u8) ? Text(block[PrefixField]) : "";
        string path = prefix.Length == 0 ? name : $"{prefix}/{name}";
        return path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
    }

    /// <summary>Up to the first zero; what is not ASCII, or no character at all, is in no file's name and must not get into messages.</summary>
    private static string Text(ReadOnlySpan<byte> field)
    {
        ReadOnlySpan<byte> bytes = field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field;
        return string.Create(bytes.Length, bytes, (text, source) =>
        {
            for (int place = 0; place < text.Length; place++)
                text[place] = source[place] is >= 0x20 and < 0x7F ? (char)source[place] : '?';
        });
    }

    private static bool IsInside(string name) =>
        !name.AsSpan().ContainsAny('\\', ':') && !name.StartsWith('/') && !name.Split('/').Contains("..");

    /// <summary>Octal digits between spaces and zeros. Numbers in base 256, for files of 8 GB and more, are refused.</summary>
    private static long Number(ReadOnlySpan<byte> block, Range field, long position)
    {
        long number = 0;
        ReadOnlySpan<byte> digits = block[field].Trim(" \0"u8);
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
                throw new ContentException(Invariant($"byte {position + field.Start.Value} of its content must begin an octal number, as entries of tar archives have it"));

            number = number * 8 + (digit - '0');
        }

        return number;
    }

    /// <summary>The sum of the header's bytes, those of the sum itself taken for spaces.</summary>
    private static long Sum(ReadOnlySpan<byte> block)
    {
        long sum = (ChecksumField.End.Value - ChecksumField.Start.Value) * ' ';
        for (int place = 0; place < block.Length; place++)
        {
            if (place < ChecksumField.Start.Value || place >= ChecksumField.End.Value)
                sum += block[place];
        }

        return sum;
    }
}
