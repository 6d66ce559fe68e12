using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompactCnn;

/// <summary>Conversions of runs of numbers between float32 and bf16, which is its upper half.</summary>
internal static class HalfNumbers
{
    // What is added to round: one less than half of what is cut off, and the last bit that stays.
    private const uint LessThanHalf = 0x7FFF;
    private const ushort NotANumber = 0x7FC0;

    /// <summary>Numbers of bf16 as float32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen(ReadOnlySpan<ushort> halves, Span<float> numbers)
    {
        ReadOnlySpan<Vector<ushort>> from = MemoryMarshal.Cast<ushort, Vector<ushort>>(halves);
        Span<Vector<uint>> to = MemoryMarshal.Cast<float, Vector<uint>>(numbers);
        for (int i = 0; i < from.Length && (2 * i) + 1 < to.Length; i++)
        {
            Vector.Widen(from[i], out Vector<uint> first, out Vector<uint> last);
            to[2 * i] = first << 16;
            to[(2 * i) + 1] = last << 16;
        }

        for (int i = from.Length * Vector<ushort>.Count; i < halves.Length; i++)
        {
            numbers[i] = BitConverter.UInt32BitsToSingle((uint)halves[i] << 16);
        }
    }

    /// <summary>Rounds to the nearest, of two equally near ones to the even, as the library does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Round(ReadOnlySpan<float> numbers, Span<ushort> halves)
    {
        ReadOnlySpan<Vector<float>> from = MemoryMarshal.Cast<float, Vector<float>>(numbers);
        Span<Vector<ushort>> to = MemoryMarshal.Cast<ushort, Vector<ushort>>(halves);
        for (int i = 0; i < to.Length && (2 * i) + 1 < from.Length; i++)
        {
            to[i] = Vector.Narrow(Rounded(from[2 * i]), Rounded(from[(2 * i) + 1]));
        }

        for (int i = to.Length * Vector<ushort>.Count; i < halves.Length; i++)
        {
            uint bits = BitConverter.SingleToUInt32Bits(numbers[i]);
            halves[i] = float.IsNaN(numbers[i]) ? NotANumber : (ushort)((bits + LessThanHalf + ((bits >> 16) & 1)) >> 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Rounded(Vector<float> numbers)
    {
        Vector<uint> bits = numbers.As<float, uint>();
        Vector<uint> rounded = (bits + new Vector<uint>(LessThanHalf) + ((bits >>> 16) & Vector<uint>.One)) >>> 16;
        return Vector.ConditionalSelect(Vector.Equals(numbers, numbers).As<int, uint>(), rounded, new Vector<uint>(NotANumber));
    }
}
