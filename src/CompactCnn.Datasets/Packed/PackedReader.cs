using System.Buffers.Binary;
using System.Text;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>Goes through bytes that nobody vouches for, and never beyond their end.</summary>
internal ref struct PackedReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes;

    /// <summary>Begins.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="position">Where.</param>
    public PackedReader(ReadOnlySpan<byte> bytes, int position)
    {
        _bytes = bytes;
        Position = position;
    }

    /// <summary>The next byte.</summary>
    public int Position { get; private set; }

    /// <summary>How many bytes there are from there.</summary>
    public readonly int Left => _bytes.Length - Position;

    /// <summary>A number of four bytes.</summary>
    /// <exception cref="ContentException">The bytes end before.</exception>
    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Next(sizeof(int)));

    /// <summary>A number of eight bytes.</summary>
    /// <exception cref="ContentException">The bytes end before.</exception>
    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Next(sizeof(long)));

    /// <summary>Yes or no.</summary>
    /// <exception cref="ContentException">It is neither, or the bytes end before.</exception>
    public bool Flag()
    {
        byte value = Next(1)[0];
        return value <= 1 ? value == 1 : throw new ContentException(Invariant($"byte {Position - 1} of it must be 0 or 1, but is {value}"));
    }

    /// <summary>A text.</summary>
    /// <exception cref="ContentException">It is none, or the bytes end before.</exception>
    public string Text()
    {
        int place = Position;
        int length = Int();
        if (length < 0 || length > Left)
            throw new ContentException(Invariant($"byte {place} of it begins a text of {length} bytes, but {Left} bytes follow"));

        try
        {
            return Strict.GetString(Next(length));
        }
        catch (DecoderFallbackException fault)
        {
            throw new ContentException(Invariant($"byte {place} of it begins a text that is no UTF-8"), fault);
        }
    }

    private ReadOnlySpan<byte> Next(int count)
    {
        if (count > Left)
            throw new ContentException(Invariant($"byte {Position} of it is too near to the end of its index: {count} bytes must follow, but {Left} do"));

        ReadOnlySpan<byte> next = _bytes.Slice(Position, count);
        Position += count;
        return next;
    }
}
