using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Numbers as they lie in memory, a unit of 32 at a time, which is computed with as two vectors of float32.</summary>
internal interface INumberFormat
{
    /// <summary>What the library calls them.</summary>
    static abstract ScalarType Type { get; }

    /// <summary>Bytes of a number.</summary>
    static abstract int Size { get; }

    /// <summary>Where in the two vectors, one behind the other, a number of a unit stands.</summary>
    static abstract int Place(int number);

    /// <summary>Reads a unit.</summary>
    static abstract void Load(ref readonly byte unit, out Vector512<float> first, out Vector512<float> last);

    /// <summary>Writes a unit, rounded to the nearest, of two equally near ones to the even, as the library does.</summary>
    static abstract void Store(Vector512<float> first, Vector512<float> last, ref byte unit);

    /// <summary>Reads one number.</summary>
    static abstract float LoadOne(ref readonly byte number);

    /// <summary>Writes one number, rounded likewise.</summary>
    static abstract void StoreOne(float value, ref byte number);

    /// <summary>Whole numbers of as many bytes.</summary>
    static abstract ScalarType Whole { get; }

    /// <summary>A whole number in each place of a vector of such numbers.</summary>
    static abstract Vector512<byte> InEach(ushort number);

    /// <summary>All bits of the places where whole numbers are equal.</summary>
    static abstract Vector512<byte> AreEqual(Vector512<byte> numbers, Vector512<byte> others);

    /// <summary>All bits of the places where a number is greater than the other, or NaN.</summary>
    static abstract Vector512<byte> AreGreaterOrNaN(Vector512<byte> numbers, Vector512<byte> others);
}

/// <summary>Numbers of 32 bits.</summary>
internal readonly struct Float32Numbers : INumberFormat
{
    public static ScalarType Type => ScalarType.Float32;

    public static int Size => sizeof(float);

    public static int Place(int number) => number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ref readonly byte unit, out Vector512<float> first, out Vector512<float> last)
    {
        first = Vector512.LoadUnsafe(in unit).AsSingle();
        last = Vector512.LoadUnsafe(in unit, (nuint)Vector512<byte>.Count).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> first, Vector512<float> last, ref byte unit)
    {
        first.AsByte().StoreUnsafe(ref unit);
        last.AsByte().StoreUnsafe(ref unit, (nuint)Vector512<byte>.Count);
    }

    public static float LoadOne(ref readonly byte number) => Unsafe.ReadUnaligned<float>(in number);

    public static void StoreOne(float value, ref byte number) => Unsafe.WriteUnaligned(ref number, value);

    public static ScalarType Whole => ScalarType.Int32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> InEach(ushort number) => Vector512.Create((uint)number).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> AreEqual(Vector512<byte> numbers, Vector512<byte> others) => Vector512.Equals(numbers.AsUInt32(), others.AsUInt32()).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> AreGreaterOrNaN(Vector512<byte> numbers, Vector512<byte> others) =>
        AreGreaterOrNaN(numbers.AsSingle(), others.AsSingle()).AsByte();

    /// <summary>All bits of the places where a number is greater than the other, or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> AreGreaterOrNaN(Vector512<float> numbers, Vector512<float> others) =>
        Vector512.GreaterThan(numbers, others) | ~Vector512.Equals(numbers, numbers);
}

/// <summary>
/// Numbers of 16 bits, which are the upper halves of those of 32: of two that lie side by side in a place of 32 bits, a shift
/// makes a float32 of the lower and a mask one of the upper, so that none has to move.
/// </summary>
internal readonly struct BFloat16Numbers : INumberFormat
{
    private const uint Upper = 0xFFFF0000;
    private const int Half = 16;

    // What is added to round: one less than half of what is cut off, and the last bit that stays.
    private const uint LessThanHalf = 0x7FFF;
    private const uint NotANumber = 0x7FC00000;

    public static ScalarType Type => ScalarType.BFloat16;

    public static int Size => sizeof(ushort);

    public static int Place(int number) => (number / 2) + (number % 2 * Vector512<float>.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ref readonly byte unit, out Vector512<float> first, out Vector512<float> last) =>
        Split(Vector512.LoadUnsafe(in unit).AsUInt32(), out first, out last);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> first, Vector512<float> last, ref byte unit) =>
        ((Rounded(first) >>> Half) | (Rounded(last) & Vector512.Create(Upper))).AsByte().StoreUnsafe(ref unit);

    public static float LoadOne(ref readonly byte number) =>
        BitConverter.UInt32BitsToSingle((uint)Unsafe.ReadUnaligned<ushort>(in number) << Half);

    public static void StoreOne(float value, ref byte number)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        uint rounded = float.IsNaN(value) ? NotANumber : bits + LessThanHalf + ((bits >> Half) & 1);
        Unsafe.WriteUnaligned(ref number, (ushort)(rounded >> Half));
    }

    public static ScalarType Whole => ScalarType.Int16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> InEach(ushort number) => Vector512.Create(number).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> AreEqual(Vector512<byte> numbers, Vector512<byte> others) => Vector512.Equals(numbers.AsUInt16(), others.AsUInt16()).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> AreGreaterOrNaN(Vector512<byte> numbers, Vector512<byte> others)
    {
        Split(numbers.AsUInt32(), out Vector512<float> lower, out Vector512<float> upper);
        Split(others.AsUInt32(), out Vector512<float> lowerOther, out Vector512<float> upperOther);
        Vector512<uint> ofLower = Float32Numbers.AreGreaterOrNaN(lower, lowerOther).AsUInt32() >>> Half;
        return (ofLower | (Float32Numbers.AreGreaterOrNaN(upper, upperOther).AsUInt32() & Vector512.Create(Upper))).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(Vector512<uint> pairs, out Vector512<float> lower, out Vector512<float> upper)
    {
        lower = (pairs << Half).AsSingle();
        upper = (pairs & Vector512.Create(Upper)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Rounded(Vector512<float> numbers)
    {
        Vector512<uint> bits = numbers.AsUInt32();
        Vector512<uint> rounded = bits + Vector512.Create(LessThanHalf) + ((bits >>> Half) & Vector512<uint>.One);
        return Vector512.ConditionalSelect(Vector512.Equals(numbers, numbers).AsUInt32(), rounded, Vector512.Create(NotANumber));
    }
}
