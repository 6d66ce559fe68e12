using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompactCnn;

/// <summary>The arithmetic of a norm and a ReLU on a channel's planes.</summary>
internal static class PlaneKernels
{
    /// <summary>Adds the values less the origin to the sum, and their squares to the squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Moments(ReadOnlySpan<float> values, PlaneParts parts, float origin, ref double sum, ref double squares)
    {
        Vector<float> sums = Vector<float>.Zero;
        Vector<float> otherSums = Vector<float>.Zero;
        Vector<float> ofSquares = Vector<float>.Zero;
        Vector<float> ofOtherSquares = Vector<float>.Zero;
        float rest = 0;
        float ofRest = 0;
        var from = new Vector<float>(origin);
        for (int part = 0; part < parts.Count; part++)
        {
            ReadOnlySpan<float> numbers = parts.Of(values, part);
            ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(numbers);
            // Two sums of each, so that an addition need not wait for the one before.
            int i = 0;
            for (; i + 1 < vectors.Length; i += 2)
            {
                Vector<float> value = vectors[i] - from;
                Vector<float> other = vectors[i + 1] - from;
                sums += value;
                otherSums += other;
                ofSquares = Vector.MultiplyAddEstimate(value, value, ofSquares);
                ofOtherSquares = Vector.MultiplyAddEstimate(other, other, ofOtherSquares);
            }

            if (i < vectors.Length)
            {
                Vector<float> value = vectors[i] - from;
                sums += value;
                ofSquares = Vector.MultiplyAddEstimate(value, value, ofSquares);
            }

            foreach (float element in numbers[(vectors.Length * Vector<float>.Count)..])
            {
                float value = element - origin;
                rest += value;
                ofRest += value * value;
            }
        }

        sum += Vector.Sum(sums + otherSums) + rest;
        squares += Vector.Sum(ofSquares + ofOtherSquares) + ofRest;
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
    public static void Sums(
        ReadOnlySpan<float> values, ReadOnlySpan<float> gradients, PlaneParts parts, float mean, float scale, float offset, ref double sum, ref double products)
    {
        Vector<float> sums = Vector<float>.Zero;
        Vector<float> otherSums = Vector<float>.Zero;
        Vector<float> ofProducts = Vector<float>.Zero;
        Vector<float> ofOtherProducts = Vector<float>.Zero;
        float rest = 0;
        float ofRest = 0;
        var means = new Vector<float>(mean);
        var scales = new Vector<float>(scale);
        var offsets = new Vector<float>(offset);
        for (int part = 0; part < parts.Count; part++)
        {
            ReadOnlySpan<float> numbers = parts.Of(values, part);
            ReadOnlySpan<float> ofNumbers = parts.Of(gradients, part);
            ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(numbers);
            ReadOnlySpan<Vector<float>> slopes = MemoryMarshal.Cast<float, Vector<float>>(ofNumbers);
            int i = 0;
            for (; i + 1 < vectors.Length && i + 1 < slopes.Length; i += 2)
            {
                Vector<float> active = Active(vectors[i], slopes[i], scales, offsets);
                Vector<float> other = Active(vectors[i + 1], slopes[i + 1], scales, offsets);
                sums += active;
                otherSums += other;
                ofProducts = Vector.MultiplyAddEstimate(active, vectors[i] - means, ofProducts);
                ofOtherProducts = Vector.MultiplyAddEstimate(other, vectors[i + 1] - means, ofOtherProducts);
            }

            if (i < vectors.Length)
            {
                Vector<float> active = Active(vectors[i], slopes[i], scales, offsets);
                sums += active;
                ofProducts = Vector.MultiplyAddEstimate(active, vectors[i] - means, ofProducts);
            }

            for (i = vectors.Length * Vector<float>.Count; i < numbers.Length; i++)
            {
                float active = float.MultiplyAddEstimate(numbers[i], scale, offset) > 0 ? ofNumbers[i] : 0;
                rest += active;
                ofRest += active * (numbers[i] - mean);
            }
        }

        sum += Vector.Sum(sums + otherSums) + rest;
        products += Vector.Sum(ofProducts + ofOtherProducts) + ofRest;
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
            Vector<float> active = Active(vectors[i], slopes[i], scales, offsets);
            to[i] = Vector.MultiplyAddEstimate(active, scales, Vector.MultiplyAddEstimate(vectors[i], ofValues, ones));
        }

        for (int i = vectors.Length * Vector<float>.Count; i < values.Length; i++)
        {
            float active = float.MultiplyAddEstimate(values[i], scale, offset) > 0 ? gradients[i] : 0;
            results[i] = float.MultiplyAddEstimate(active, scale, float.MultiplyAddEstimate(values[i], ofValue, one));
        }
    }

    /// <summary>The gradients where the output was above 0, and 0 elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Active(Vector<float> values, Vector<float> gradients, Vector<float> scales, Vector<float> offsets) =>
        Vector.GreaterThan(Vector.MultiplyAddEstimate(values, scales, offsets), Vector<float>.Zero).As<int, float>() & gradients;
}
