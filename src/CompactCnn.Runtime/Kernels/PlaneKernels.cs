using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompactCnn;

/// <summary>The arithmetic of a norm and a ReLU on a part of a channel's plane.</summary>
internal static class PlaneKernels
{
    /// <summary>Adds the values less the origin to the sum, and their squares to the squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Moments(ReadOnlySpan<float> values, float origin, ref double sum, ref double squares)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        Vector<float> sums = Vector<float>.Zero;
        Vector<float> ofSquares = Vector<float>.Zero;
        var from = new Vector<float>(origin);
        foreach (Vector<float> vector in vectors)
        {
            Vector<float> value = vector - from;
            sums += value;
            ofSquares = Vector.MultiplyAddEstimate(value, value, ofSquares);
        }

        float rest = 0;
        float ofRest = 0;
        foreach (float element in values[(vectors.Length * Vector<float>.Count)..])
        {
            float value = element - origin;
            rest += value;
            ofRest += value * value;
        }

        sum += Vector.Sum(sums) + rest;
        squares += Vector.Sum(ofSquares) + ofRest;
    }

    /// <summary>Results are what is above 0 of values times the scale and the offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalize(ReadOnlySpan<float> values, Span<float> results, float scale, float offset)
    {
        ReadOnlySpan<Vector<float>> from = MemoryMarshal.Cast<float, Vector<float>>(values);
        Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(results);
        var scales = new Vector<float>(scale);
        var offsets = new Vector<float>(offset);
        for (int i = 0; i < from.Length && i < to.Length; i++)
        {
            // In this order it keeps NaN.
            to[i] = Vector.MaxNative(Vector<float>.Zero, Vector.MultiplyAddEstimate(from[i], scales, offsets));
        }

        for (int i = from.Length * Vector<float>.Count; i < values.Length; i++)
        {
            results[i] = Math.Max(float.MultiplyAddEstimate(values[i], scale, offset), 0);
        }
    }

    /// <summary>Adds the gradients of what was above 0 to the sum, and those times the distance of the value to the mean to the products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sums(ReadOnlySpan<float> values, ReadOnlySpan<float> gradients, float mean, float scale, float offset, ref double sum, ref double products)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        ReadOnlySpan<Vector<float>> slopes = MemoryMarshal.Cast<float, Vector<float>>(gradients);
        Vector<float> sums = Vector<float>.Zero;
        Vector<float> ofProducts = Vector<float>.Zero;
        var means = new Vector<float>(mean);
        var scales = new Vector<float>(scale);
        var offsets = new Vector<float>(offset);
        for (int i = 0; i < vectors.Length && i < slopes.Length; i++)
        {
            Vector<float> active = Vector.GreaterThan(Vector.MultiplyAddEstimate(vectors[i], scales, offsets), Vector<float>.Zero).As<int, float>() & slopes[i];
            sums += active;
            ofProducts = Vector.MultiplyAddEstimate(active, vectors[i] - means, ofProducts);
        }

        float rest = 0;
        float ofRest = 0;
        for (int i = vectors.Length * Vector<float>.Count; i < values.Length; i++)
        {
            float active = float.MultiplyAddEstimate(values[i], scale, offset) > 0 ? gradients[i] : 0;
            rest += active;
            ofRest += active * (values[i] - mean);
        }

        sum += Vector.Sum(sums) + rest;
        products += Vector.Sum(ofProducts) + ofRest;
    }

    /// <summary>Results are the gradients of what was above 0 times the scale, the values times their factor, and the rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Differentiate(ReadOnlySpan<float> values, ReadOnlySpan<float> gradients, Span<float> results, float scale, float offset, float ofValue, float one)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        ReadOnlySpan<Vector<float>> slopes = MemoryMarshal.Cast<float, Vector<float>>(gradients);
        Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(results);
        var scales = new Vector<float>(scale);
        var offsets = new Vector<float>(offset);
        var ofValues = new Vector<float>(ofValue);
        var ones = new Vector<float>(one);
        for (int i = 0; i < vectors.Length && i < slopes.Length && i < to.Length; i++)
        {
            Vector<float> active = Vector.GreaterThan(Vector.MultiplyAddEstimate(vectors[i], scales, offsets), Vector<float>.Zero).As<int, float>() & slopes[i];
            to[i] = Vector.MultiplyAddEstimate(active, scales, Vector.MultiplyAddEstimate(vectors[i], ofValues, ones));
        }

        for (int i = vectors.Length * Vector<float>.Count; i < values.Length; i++)
        {
            float active = float.MultiplyAddEstimate(values[i], scale, offset) > 0 ? gradients[i] : 0;
            results[i] = float.MultiplyAddEstimate(active, scale, float.MultiplyAddEstimate(values[i], ofValue, one));
        }
    }
}
