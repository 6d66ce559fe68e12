using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CompactCnn;

/// <summary>
/// The arithmetic of a norm and a ReLU on a run of pixels. What belongs to channels stands in the order of
/// <see cref="INumberFormat.Place"/>, as many numbers as the run has, or more.
/// </summary>
internal static class PixelKernels
{
    /// <summary>Numbers that are computed with at once.</summary>
    public const int Unit = 32;

    private const int Second = Unit / 2;

    /// <summary>Where a number of a run stands among what belongs to channels.</summary>
    public static int Place<TNumbers>(int number)
        where TNumbers : struct, INumberFormat => number - (number % Unit) + TNumbers.Place(number % Unit);

    /// <summary>Adds values less their origins to the sums, and their squares to the squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Moments<TNumbers>(ReadOnlySpan<byte> values, ReadOnlySpan<float> origins, Span<float> sums, Span<float> squares)
        where TNumbers : struct, INumberFormat
    {
        int count = values.Length / TNumbers.Size;
        ref byte value = ref MemoryMarshal.GetReference(values);
        ref float origin = ref First(origins, count);
        ref float sum = ref First(sums, count);
        ref float square = ref First(squares, count);
        int i = 0;
        for (; i + Unit <= count; i += Unit)
        {
            TNumbers.Load(ref Unsafe.Add(ref value, i * TNumbers.Size), out Vector512<float> first, out Vector512<float> last);
            first -= At(ref origin, i);
            last -= At(ref origin, i + Second);
            Put(At(ref sum, i) + first, ref sum, i);
            Put(At(ref sum, i + Second) + last, ref sum, i + Second);
            Put(Vector512.MultiplyAddEstimate(first, first, At(ref square, i)), ref square, i);
            Put(Vector512.MultiplyAddEstimate(last, last, At(ref square, i + Second)), ref square, i + Second);
        }

        for (; i < count; i++)
        {
            int place = Place<TNumbers>(i);
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
        ref byte value = ref MemoryMarshal.GetReference(values);
        ref byte result = ref MemoryMarshal.GetReference(results[..values.Length]);
        ref float scale = ref First(scales, count);
        ref float offset = ref First(offsets, count);
        int i = 0;
        for (; i + Unit <= count; i += Unit)
        {
            TNumbers.Load(ref Unsafe.Add(ref value, i * TNumbers.Size), out Vector512<float> first, out Vector512<float> last);
            first = Vector512.MultiplyAddEstimate(first, At(ref scale, i), At(ref offset, i));
            last = Vector512.MultiplyAddEstimate(last, At(ref scale, i + Second), At(ref offset, i + Second));
            // In this order it keeps NaN.
            TNumbers.Store(
                Vector512.MaxNative(Vector512<float>.Zero, first),
                Vector512.MaxNative(Vector512<float>.Zero, last),
                ref Unsafe.Add(ref result, i * TNumbers.Size));
        }

        for (; i < count; i++)
        {
            int place = Place<TNumbers>(i);
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
        ref byte value = ref MemoryMarshal.GetReference(values);
        ref byte gradient = ref MemoryMarshal.GetReference(gradients[..values.Length]);
        ref float mean = ref First(means, count);
        ref float scale = ref First(scales, count);
        ref float offset = ref First(offsets, count);
        ref float sum = ref First(sums, count);
        ref float product = ref First(products, count);
        int i = 0;
        for (; i + Unit <= count; i += Unit)
        {
            TNumbers.Load(ref Unsafe.Add(ref value, i * TNumbers.Size), out Vector512<float> first, out Vector512<float> last);
            TNumbers.Load(ref Unsafe.Add(ref gradient, i * TNumbers.Size), out Vector512<float> ofFirst, out Vector512<float> ofLast);
            ofFirst = Active(first, ofFirst, At(ref scale, i), At(ref offset, i));
            ofLast = Active(last, ofLast, At(ref scale, i + Second), At(ref offset, i + Second));
            Put(At(ref sum, i) + ofFirst, ref sum, i);
            Put(At(ref sum, i + Second) + ofLast, ref sum, i + Second);
            Put(Vector512.MultiplyAddEstimate(ofFirst, first - At(ref mean, i), At(ref product, i)), ref product, i);
            Put(Vector512.MultiplyAddEstimate(ofLast, last - At(ref mean, i + Second), At(ref product, i + Second)), ref product, i + Second);
        }

        for (; i < count; i++)
        {
            int place = Place<TNumbers>(i);
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
        ref byte value = ref MemoryMarshal.GetReference(values);
        ref byte gradient = ref MemoryMarshal.GetReference(gradients[..values.Length]);
        ref byte result = ref MemoryMarshal.GetReference(results[..values.Length]);
        ref float scale = ref First(scales, count);
        ref float offset = ref First(offsets, count);
        ref float factor = ref First(factors, count);
        ref float rest = ref First(rests, count);
        int i = 0;
        for (; i + Unit <= count; i += Unit)
        {
            TNumbers.Load(ref Unsafe.Add(ref value, i * TNumbers.Size), out Vector512<float> first, out Vector512<float> last);
            TNumbers.Load(ref Unsafe.Add(ref gradient, i * TNumbers.Size), out Vector512<float> ofFirst, out Vector512<float> ofLast);
            Vector512<float> firstScale = At(ref scale, i);
            Vector512<float> lastScale = At(ref scale, i + Second);
            ofFirst = Active(first, ofFirst, firstScale, At(ref offset, i));
            ofLast = Active(last, ofLast, lastScale, At(ref offset, i + Second));
            first = Vector512.MultiplyAddEstimate(first, At(ref factor, i), At(ref rest, i));
            last = Vector512.MultiplyAddEstimate(last, At(ref factor, i + Second), At(ref rest, i + Second));
            TNumbers.Store(
                Vector512.MultiplyAddEstimate(ofFirst, firstScale, first),
                Vector512.MultiplyAddEstimate(ofLast, lastScale, last),
                ref Unsafe.Add(ref result, i * TNumbers.Size));
        }

        for (; i < count; i++)
        {
            int place = Place<TNumbers>(i);
            float one = TNumbers.LoadOne(ref Unsafe.Add(ref value, i * TNumbers.Size));
            float active = Active(one, TNumbers.LoadOne(ref Unsafe.Add(ref gradient, i * TNumbers.Size)), scales[place], offsets[place]);
            float ofRest = float.MultiplyAddEstimate(one, factors[place], rests[place]);
            TNumbers.StoreOne(float.MultiplyAddEstimate(active, scales[place], ofRest), ref Unsafe.Add(ref result, i * TNumbers.Size));
        }
    }

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
