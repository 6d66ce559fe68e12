using System.Runtime.Intrinsics;

namespace CompactCnn;

/// <summary>How the pixels of one channel are normalised: <c>pixel * Factor + Offset</c>, rounded after each operation, as tensors are.</summary>
/// <param name="Factor">What pixels are multiplied by.</param>
/// <param name="Offset">What is added then.</param>
internal readonly record struct PixelScale(float Factor, float Offset)
{
    /// <summary>Normalises a pixel.</summary>
    public float Apply(byte pixel) => pixel * Factor + Offset;

    /// <summary>Normalises sixteen pixels.</summary>
    /// <param name="pixels">The pixels.</param>
    /// <param name="results">Sixteen numbers.</param>
    public void Apply(Vector128<byte> pixels, Span<float> results)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(results.Length, Vector128<byte>.Count);
        (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(Vector256.WidenLower(pixels.ToVector256Unsafe()));
        Apply(low).StoreUnsafe(ref results[0]);
        Apply(high).StoreUnsafe(ref results[0], (nuint)Vector256<float>.Count);
    }

    private Vector256<float> Apply(Vector256<uint> pixels) =>
        Vector256.ConvertToSingle(pixels.AsInt32()) * Factor + Vector256.Create(Offset);
}
