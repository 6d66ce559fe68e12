using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CompactCnn;

/// <summary>An array of numbers from a MAT file.</summary>
/// <param name="Name">Its name, which may be empty.</param>
/// <param name="Dimensions">Two or more, 0 or more each.</param>
/// <param name="Type">The type in which its values are stored.</param>
/// <param name="Values">The values with the first dimension running fastest, in this machine's byte order.</param>
/// <param name="Where">The place in the file at which it begins, as in "byte 128 of its content".</param>
internal sealed record MatArray(string Name, IReadOnlyList<int> Dimensions, MatType Type, byte[] Values, string Where)
{
    /// <summary>Bytes that a value of a type takes, or 0: the type is none of numbers.</summary>
    public static int SizeOf(MatType type) => type switch
    {
        MatType.Int8 or MatType.UInt8 => 1,
        MatType.Int16 or MatType.UInt16 => 2,
        MatType.Int32 or MatType.UInt32 or MatType.Single => 4,
        MatType.Int64 or MatType.UInt64 or MatType.Double => 8,
        _ => 0,
    };

    /// <summary>The values whatever their type; integers beyond 2^53 are rounded.</summary>
    public double[] ToNumbers() => Type switch
    {
        MatType.Int8 => Convert<sbyte>(value => value),
        MatType.UInt8 => Convert<byte>(value => value),
        MatType.Int16 => Convert<short>(value => value),
        MatType.UInt16 => Convert<ushort>(value => value),
        MatType.Int32 => Convert<int>(value => value),
        MatType.UInt32 => Convert<uint>(value => value),
        MatType.Int64 => Convert<long>(value => value),
        MatType.UInt64 => Convert<ulong>(value => value),
        MatType.Single => Convert<float>(value => value),
        _ => Convert<double>(value => value),
    };

    /// <summary>Turns values from the other byte order into this machine's, in place.</summary>
    public static void Reverse(Span<byte> values, MatType type)
    {
        switch (SizeOf(type))
        {
            case sizeof(short):
                Span<short> two = MemoryMarshal.Cast<byte, short>(values);
                BinaryPrimitives.ReverseEndianness(two, two);
                break;
            case sizeof(int):
                Span<int> four = MemoryMarshal.Cast<byte, int>(values);
                BinaryPrimitives.ReverseEndianness(four, four);
                break;
            case sizeof(long):
                Span<long> eight = MemoryMarshal.Cast<byte, long>(values);
                BinaryPrimitives.ReverseEndianness(eight, eight);
                break;
        }
    }

    private double[] Convert<T>(Func<T, double> convert)
        where T : unmanaged
    {
        ReadOnlySpan<T> values = MemoryMarshal.Cast<byte, T>(Values);
        double[] numbers = new double[values.Length];
        for (int place = 0; place < numbers.Length; place++)
            numbers[place] = convert(values[place]);

        return numbers;
    }
}
