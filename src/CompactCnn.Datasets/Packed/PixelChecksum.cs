using System.Numerics;
using System.Runtime.InteropServices;

namespace CompactCnn;

/// <summary>CRC-32C of pixels, which processors compute as fast as memory is read.</summary>
internal static class PixelChecksum
{
    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint checksum = uint.MaxValue;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
            checksum = BitOperations.Crc32C(checksum, word);

        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..])
            checksum = BitOperations.Crc32C(checksum, rest);

        return ~checksum;
    }
}
