using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompactCnn;

/// <summary>The first bytes of a vector, which are read and written; the others are of no account.</summary>
internal interface IVectorPart
{
    /// <summary>Bytes that are read and written.</summary>
    static abstract int Size { get; }

    /// <summary>Reads.</summary>
    static abstract Vector512<byte> Load(ref readonly byte first, int offset);

    /// <summary>Writes.</summary>
    static abstract void Store(Vector512<byte> vector, ref byte first, int offset);
}

/// <summary>All of it.</summary>
internal readonly struct WholeVector : IVectorPart
{
    public static int Size => Vector512<byte>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Load(ref readonly byte first, int offset) => Vector512.LoadUnsafe(in first, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<byte> vector, ref byte first, int offset) => vector.StoreUnsafe(ref first, (nuint)offset);
}

/// <summary>A half of it.</summary>
internal readonly struct HalfVector : IVectorPart
{
    public static int Size => Vector256<byte>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Load(ref readonly byte first, int offset) => Vector256.LoadUnsafe(in first, (nuint)offset).ToVector512Unsafe();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<byte> vector, ref byte first, int offset) => vector.GetLower().StoreUnsafe(ref first, (nuint)offset);
}

/// <summary>A quarter of it.</summary>
internal readonly struct QuarterVector : IVectorPart
{
    public static int Size => Vector128<byte>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Load(ref readonly byte first, int offset) =>
        Vector128.LoadUnsafe(in first, (nuint)offset).ToVector256Unsafe().ToVector512Unsafe();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<byte> vector, ref byte first, int offset) => vector.GetLower().GetLower().StoreUnsafe(ref first, (nuint)offset);
}
