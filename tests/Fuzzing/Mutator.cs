using System.Buffers.Binary;

namespace CompactCnn.Fuzzing;

/// <summary>
/// Damages files as accidents and attackers do: flipped bits, other bytes, cuts, insertions, repetitions, and numbers
/// set to what overflows. The same seed damages alike.
/// </summary>
internal sealed class Mutator(int seed)
{
    private const int MostChanges = 5;

    /// <summary>Lengths and counts are near the beginning of most formats: half of all changes are made there.</summary>
    private const int HeaderSize = 256;

    /// <summary>Numbers that overflow, or nearly do, as lengths, counts and positions.</summary>
    public static IReadOnlyList<ulong> Extremes { get; } =
    [
        0, 1, 2, 7, 8, 9, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0xFFFFFF, 0x3FFFFFFF, 0x40000000,
        0x7FFFFFC7, 0x7FFFFFF8, 0x7FFFFFFF, 0x80000000, 0x80000008, 0xFFFFFFF0, 0xFFFFFFFF, 0x100000000, long.MaxValue, ulong.MaxValue,
    ];

    /// <summary>What else a test chooses by chance.</summary>
    public Random Random { get; } = new(seed);

    /// <summary>One to five changes to a copy of the file.</summary>
    public byte[] Mutate(byte[] whole)
    {
        byte[] bytes = [.. whole];
        for (int changes = Random.Next(MostChanges); changes >= 0 && bytes.Length > 0; changes--)
            bytes = Change(bytes, Random.Next(2) == 0 ? Random.Next(bytes.Length) : Random.Next(Math.Min(bytes.Length, HeaderSize)));

        return bytes;
    }

    private byte[] Change(byte[] bytes, int position)
    {
        int length = Random.Next(1, Math.Min(64, bytes.Length - position) + 1);
        switch (Random.Next(8))
        {
            case 0:
                bytes[position] ^= (byte)(1 << Random.Next(8));
                return bytes;
            case 1:
                bytes[position] = (byte)Random.Next(256);
                return bytes;
            case 2:
                return bytes[..position];
            case 3:
                return [.. bytes[..position], .. bytes[(position + length)..]];
            case 4:
                return [.. bytes[..position], .. Enumerable.Repeat((byte)Random.Next(256), length), .. bytes[position..]];
            case 5:
                return [.. bytes[..(position + length)], .. bytes[position..]];
            case 6:
                Set(bytes.AsSpan(position), Extremes[Random.Next(Extremes.Count)]);
                return bytes;
            default:
                // Numbers are mostly aligned, and mostly wrong by a little.
                Set(bytes.AsSpan(position & ~3), (ulong)Random.NextInt64(1L << Random.Next(63)));
                return bytes;
        }
    }

    private void Set(Span<byte> place, ulong number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, number);
        int size = 1 << Random.Next(4);
        bytes = bytes[..Math.Min(size, place.Length)];
        if (Random.Next(2) == 0)
            bytes.Reverse();

        bytes.CopyTo(place);
    }
}
