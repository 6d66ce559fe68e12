using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CompactCnn;

/// <summary>
/// The arithmetic of a norm and a ReLU on whole pixels, cut into runs. What belongs to channels is given once for a run, in the
/// order of <see cref="INumberFormat.Place"/>. The same unit of all runs is computed one after another, so that what belongs
/// to its channels, sums among it, stays in the processor's registers.
/// </summary>
internal static class PixelKernels
{
    /// <summary>Numbers that are computed with at once.</summary>
    public const int Unit = 32;

    private const int Second = Unit / 2;

    // Of so many numbers every unit is computed before what follows, so that they are in the nearest cache for each.
    private const int Chunk = 8 * 1024;

    /// <summary>Where a number of a run stands among what belongs to channels.</summary>
    public static int Place<TNumbers>(int number)
        where TNumbers : struct, INumberFormat => number - (number % Unit) + TNumbers.Place(number % Unit);

    /// <summary>Adds values less their origins to the sums, and their squares to the squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Moments<TNumbers>(ReadOnlySpan<byte> values, ReadOnlySpan<float> origins, Span<float> sums, Span<float> squares)
        where TNumbers : struct, INumberFormat
    {
        int count = values.Length / TNumbers.Size;
        int run = origins.Length;
        ref byte value = ref MemoryMarshal.GetReference(values);
        ref float sum = ref First(sums, run);
        ref float square = ref First(squares, run);
        ref float origin = ref First(origins, run);
        for (int start = 0; start < count; start += ChunkOf(run))
        {
            int end = Math.Min(start + ChunkOf(run), count);
            for (int unit = 0; unit < run; unit += Unit)
            {
                Vector512<float> firstOrigin = At(ref origin, unit);
                Vector512<float> lastOrigin = At(ref origin, unit + Second);
                Vector512<float> firstSum = At(ref sum, unit);
                Vector512<float> lastSum = At(ref sum, unit + Second);
                Vector512<float> firstSquare = At(ref square, unit);
                Vector512<float> lastSquare = At(ref square, unit + Second);
                for (int i = start + unit; i + Unit <= end; i += run)
                {
                    TNumbers.Load(ref Unsafe.Add(ref value, i * TNumbers.Size), out Vector512<float> first, out Vector512<float> last);
                    first -= firstOrigin;
                    last -= lastOrigin;
                    firstSum += first;
                    lastSum += last;
                    firstSquare = Vector512.MultiplyAddEstimate(first, first, firstSquare);
                    lastSquare = Vector512.MultiplyAddEstimate(last, last, lastSquare);
                }

                Put(firstSum, ref sum, unit);
                Put(lastSum, ref sum, unit + Second);
                Put(firstSquare, ref square, unit);
                Put(lastSquare, ref square, unit + Second);
            }
        }

        for (int i = count - (count % Unit); i < count; i++)
        {
            int place = Place<TNumbers>(i % run);
            float less = TNumbers.LoadOne(ref Unsafe.Add(ref value, i * TNumbers.Size)) - origins[place];
            sums[place] += less;
            squares[place] = float.MultiplyAddEstimate(less, less, squares[place]);
        }
    }

    /// <summary>Results are what is above 0 of values times scales and offsets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalize<TNumbers>(ReadOnlySpan<byte> values, ReadOnlySpan<float> scales, ReadOnlySpan<float> offsets, Span<byte> results)
        where TNumbers : struct, INumberFormat
    {
        int count = values.Length / TNumbers.Size;
        int run = scales.Length;
        ref byte value = ref MemoryMarshal.GetReference(values);
        ref byte result = ref MemoryMarshal.GetReference(results[..values.Length]);
        ref float scale = ref First(scales, run);
        ref float offset = ref First(offsets, run);
        for (int start = 0; start < count; start += ChunkOf(run))
        {
            int end = Math.Min(start + ChunkOf(run), count);
            for (int unit = 0; unit < run; unit += Unit)
            {
                Vector512<float> firstScale = At(ref scale, unit);
                Vector512<float> lastScale = At(ref scale, unit + Second);
                Vector512<float> firstOffset = At(ref offset, unit);
                Vector512<float> lastOffset = At(ref offset, unit + Second);
                for (int i = start + unit; i + Unit <= end; i += run)
                {
                    TNumbers.Load(ref Unsafe.Add(ref value, i * TNumbers.Size), out Vector512<float> first, out Vector512<float> last);
                    first = Vector512.MultiplyAddEstimate(first, firstScale, firstOffset);
                    last = Vector512.MultiplyAddEstimate(last, lastScale, lastOffset);
                    // In this order it keeps NaN.
                    TNumbers.Store(
                        Vector512.MaxNative(Vector512<float>.Zero, first),
                        Vector512.MaxNative(Vector512<float>.Zero, last),
                        ref Unsafe.Add(ref result, i * TNumbers.Size));
                }
            }
        }

        for (int i = count - (count % Unit); i < count; i++)
        {
            int place = Place<TNumbers>(i % run);
            float one = TNumbers.LoadOne(ref Unsafe.Add(ref value, i * TNumbers.Size));
            TNumbers.StoreOne(Math.Max(float.MultiplyAddEstimate(one, scales[place], offsets[place]), 0), ref Unsafe.Add(ref result, i * TNumbers.Size));
        }
    }

    /// <summary>Adds the gradients of what was above 0 to the sums, and those times the distance of the value to the mean to the products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sums<TNumbers>(
        ReadOnlySpan<byte> values, ReadOnlySpan<byte> gradients, ReadOnlySpan<float> means, ReadOnlySpan<float> scales, ReadOnlySpan<float> offsets, Span<float> sums, Span<float> products)
        where TNumbers : struct, INumberFormat
    {
        int count = values.Length / TNumbers.Size;
        int run = scales.Length;
        ref byte value = ref MemoryMarshal.GetReference(values);
        ref byte gradient = ref MemoryMarshal.GetReference(gradients[..values.Length]);
        ref float mean = ref First(means, run);
        ref float scale = ref First(scales, run);
        ref float offset = ref First(offsets, run);
        ref float sum = ref First(sums, run);
        ref float product = ref First(products, run);
        for (int start = 0; start < count; start += ChunkOf(run))
        {
            int end = Math.Min(start + ChunkOf(run), count);
            for (int unit = 0; unit < run; unit += Unit)
            {
                Vector512<float> firstMean = At(ref mean, unit);
                Vector512<float> lastMean = At(ref mean, unit + Second);
                Vector512<float> firstScale = At(ref scale, unit);
                Vector512<float> lastScale = At(ref scale, unit + Second);
                Vector512<float> firstOffset = At(ref offset, unit);
                Vector512<float> lastOffset = At(ref offset, unit + Second);
                Vector512<float> firstSum = At(ref sum, unit);
                Vector512<float> lastSum = At(ref sum, unit + Second);
                Vector512<float> firstProduct = At(ref product, unit);
                Vector512<float> lastProduct = At(ref product, unit + Second);
                for (int i = start + unit; i + Unit <= end; i += run)
                {
                    TNumbers.Load(ref Unsafe.Add(ref value, i * TNumbers.Size), out Vector512<float> first, out Vector512<float> last);
                    TNumbers.Load(ref Unsafe.Add(ref gradient, i * TNumbers.Size), out Vector512<float> ofFirst, out Vector512<float> ofLast);
                    ofFirst = Active(first, ofFirst, firstScale, firstOffset);
                    ofLast = Active(last, ofLast, lastScale, lastOffset);
                    firstSum += ofFirst;
                    lastSum += ofLast;
                    firstProduct = Vector512.MultiplyAddEstimate(ofFirst, first - firstMean, firstProduct);
                    lastProduct = Vector512.MultiplyAddEstimate(ofLast, last - lastMean, lastProduct);
                }

                Put(firstSum, ref sum, unit);
                Put(lastSum, ref sum, unit + Second);
                Put(firstProduct, ref product, unit);
                Put(lastProduct, ref product, unit + Second);
            }
        }

        for (int i = count - (count % Unit); i < count; i++)
        {
            int place = Place<TNumbers>(i % run);
            float one = TNumbers.LoadOne(ref Unsafe.Add(ref value, i * TNumbers.Size));
            float active = Active(one, TNumbers.LoadOne(ref Unsafe.Add(ref gradient, i * TNumbers.Size)), scales[place], offsets[place]);
            sums[place] += active;
            products[place] = float.MultiplyAddEstimate(active, one - means[place], products[place]);
        }
    }

    /// <summary>Results are the gradients of what was above 0 times scales, values times their factors, and the rests.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Differentiate<TNumbers>(
        ReadOnlySpan<byte> values, ReadOnlySpan<byte> gradients, ReadOnlySpan<float> scales, ReadOnlySpan<float> offsets, ReadOnlySpan<float> factors, ReadOnlySpan<float> rests, Span<byte> results)
        where TNumbers : struct, INumberFormat
    {
        int count = values.Length / TNumbers.Size;
        int run = scales.Length;
        ref byte value = ref MemoryMarshal.GetReference(values);
        ref byte gradient = ref MemoryMarshal.GetReference(gradients[..values.Length]);
        ref byte result = ref MemoryMarshal.GetReference(results[..values.Length]);
        ref float scale = ref First(scales, run);
        ref float offset = ref First(offsets, run);
        ref float factor = ref First(factors, run);
        ref float rest = ref First(rests, run);
        for (int start = 0; start < count; start += ChunkOf(run))
        {
            int end = Math.Min(start + ChunkOf(run), count);
            for (int unit = 0; unit < run; unit += Unit)
            {
                Vector512<float> firstScale = At(ref scale, unit);
                Vector512<float> lastScale = At(ref scale, unit + Second);
                Vector512<float> firstOffset = At(ref offset, unit);
                Vector512<float> lastOffset = At(ref offset, unit + Second);
                Vector512<float> firstFactor = At(ref factor, unit);
                Vector512<float> lastFactor = At(ref factor, unit + Second);
                Vector512<float> firstRest = At(ref rest, unit);
                Vector512<float> lastRest = At(ref rest, unit + Second);
                for (int i = start + unit; i + Unit <= end; i += run)
                {
                    TNumbers.Load(ref Unsafe.Add(ref value, i * TNumbers.Size), out Vector512<float> first, out Vector512<float> last);
                    TNumbers.Load(ref Unsafe.Add(ref gradient, i * TNumbers.Size), out Vector512<float> ofFirst, out Vector512<float> ofLast);
                    ofFirst = Active(first, ofFirst, firstScale, firstOffset);
                    ofLast = Active(last, ofLast, lastScale, lastOffset);
                    first = Vector512.MultiplyAddEstimate(first, firstFactor, firstRest);
                    last = Vector512.MultiplyAddEstimate(last, lastFactor, lastRest);
                    TNumbers.Store(
                        Vector512.MultiplyAddEstimate(ofFirst, firstScale, first),
                        Vector512.MultiplyAddEstimate(ofLast, lastScale, last),
                        ref Unsafe.Add(ref result, i * TNumbers.Size));
                }
            }
        }

        for (int i = count - (count % Unit); i < count; i++)
        {
            int place = Place<TNumbers>(i % run);
            float one = TNumbers.LoadOne(ref Unsafe.Add(ref value, i * TNumbers.Size));
            float active = Active(one, TNumbers.LoadOne(ref Unsafe.Add(ref gradient, i * TNumbers.Size)), scales[place], offsets[place]);
            float ofRest = float.MultiplyAddEstimate(one, factors[place], rests[place]);
            TNumbers.StoreOne(float.MultiplyAddEstimate(active, scales[place], ofRest), ref Unsafe.Add(ref result, i * TNumbers.Size));
        }
    }

    /// <summary>Numbers of whole runs, of at least one.</summary>
    private static int ChunkOf(int run) => run * Math.Max(1, Chunk / run);

    /// <summary>The first of at least as many numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float First(ReadOnlySpan<float> numbers, int count) => ref MemoryMarshal.GetReference(numbers[..count]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> At(ref readonly float first, int index) => Vector512.LoadUnsafe(in first, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector512<float> numbers, ref float first, int index) => numbers.StoreUnsafe(ref first, (nuint)index);

    /// <summary>The gradients where the output was above 0, and 0 elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Active(Vector512<float> values, Vector512<float> gradients, Vector512<float> scales, Vector512<float> offsets) =>
        Vector512.GreaterThan(Vector512.MultiplyAddEstimate(values, scales, offsets), Vector512<float>.Zero) & gradients;

    private static float Active(float value, float gradient, float scale, float offset) =>
        float.MultiplyAddEstimate(value, scale, offset) > 0 ? gradient : 0;
}
