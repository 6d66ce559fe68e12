using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>The largest of every two by two values of maps that lie channel by channel, on all of the library's threads.</summary>
internal sealed class PlanePairMaxima : PairMaxima
{
    public override bool Applies(Tensor input) => MapNumbers.Applies(input);

    public override Tensor Empty(long[] shape, ScalarType type) => empty(shape, type, CPU);

    public override ScalarType PlacesOf(ScalarType numbers) => ScalarType.Int32;

    public override void Forward(Tensor input, Tensor output, Tensor places)
    {
        int height = (int)input.size(2);
        int width = (int)input.size(3);
        int pooledHeight = height / 2;
        int pooledWidth = width / 2;
        EachPlane(input, (firstPlane, endPlane) =>
        {
            var all = new MapNumbers(input);
            var maxima = new MapNumbers(output);
            float[] ofRows = all.Scratch(2 * width);
            float[] ofMaxima = maxima.Scratch(pooledWidth);
            Span<int> found = MemoryMarshal.Cast<byte, int>(places.bytes);
            for (int plane = firstPlane; plane < endPlane; plane++)
            {
                for (int y = 0; y < pooledHeight; y++)
                {
                    ReadOnlySpan<float> rows = all.Read(((plane * height) + (2 * y)) * width, 2 * width, ofRows);
                    int start = ((plane * pooledHeight) + y) * pooledWidth;
                    Span<float> target = maxima.Target(start, pooledWidth, ofMaxima);
                    OfPlane(rows, width, smallest: false, target, found.Slice(start, pooledWidth));
                    maxima.Write(start, target);
                }
            }
        });
    }

    public override void Backward(Tensor gradients, Tensor places, Tensor output)
    {
        int height = (int)output.size(2);
        int width = (int)output.size(3);
        int pooledHeight = height / 2;
        int pooledWidth = width / 2;
        EachPlane(output, (firstPlane, endPlane) =>
        {
            var all = new MapNumbers(gradients);
            ReadOnlySpan<int> found = MemoryMarshal.Cast<byte, int>(places.bytes);
            var spread = new MapNumbers(output);
            float[] ofGradients = all.Scratch(pooledWidth);
            float[] ofRows = spread.Scratch(2 * width);
            for (int plane = firstPlane; plane < endPlane; plane++)
            {
                for (int y = 0; y < pooledHeight; y++)
                {
                    int start = ((plane * pooledHeight) + y) * pooledWidth;
                    int first = ((plane * height) + (2 * y)) * width;
                    Span<float> rows = spread.Target(first, 2 * width, ofRows);
                    Spread(all.Read(start, pooledWidth, ofGradients), found.Slice(start, pooledWidth), width, rows);
                    spread.Write(first, rows);
                }

                // A last row that belongs to no window.
                spread.Clear(((plane * height) + (2 * pooledHeight)) * width, (height - (2 * pooledHeight)) * width);
            }
        });
    }

    /// <summary>The numbers of places.</summary>
    public static Span<int> Numbers(Tensor places) => MemoryMarshal.Cast<byte, int>(places.bytes);

    /// <summary>Finds the largest values of a plane, or the smallest; a last column belongs to no window.</summary>
    /// <param name="plane">Its rows, two for each of what is found.</param>
    /// <param name="width">Values of a row.</param>
    /// <param name="smallest">Whether the smallest are looked for.</param>
    /// <param name="found">Receives them.</param>
    /// <param name="places">Receives where they were.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfPlane(ReadOnlySpan<float> plane, int width, bool smallest, Span<float> found, Span<int> places)
    {
        float sign = smallest ? -0f : 0f;
        Vector128<float> signs = Vector128.Create(sign);
        int pooledWidth = width / 2;
        int rows = found.Length / pooledWidth;
        ref float value = ref MemoryMarshal.GetReference(plane[..(2 * rows * width)]);
        ref float result = ref MemoryMarshal.GetReference(found);
        ref int where = ref MemoryMarshal.GetReference(places[..found.Length]);
        for (int row = 0; row < rows; row++)
        {
            int upper = 2 * row * width;
            int to = row * pooledWidth;
            int x = 0;
            for (; Vector128.IsHardwareAccelerated && x + Vector128<float>.Count <= pooledWidth; x += Vector128<float>.Count)
            {
                (Vector128<float> largest, Vector128<float> second) = Halves(ref Unsafe.Add(ref value, upper + (2 * x)), signs);
                (Vector128<float> third, Vector128<float> fourth) = Halves(ref Unsafe.Add(ref value, upper + width + (2 * x)), signs);
                Vector128<int> place = Vector128<int>.Zero;
                Take(second, 1, ref largest, ref place);
                Take(third, 2, ref largest, ref place);
                Take(fourth, 3, ref largest, ref place);
                (largest ^ signs).StoreUnsafe(ref result, (nuint)(to + x));
                place.StoreUnsafe(ref where, (nuint)(to + x));
            }

            for (; x < pooledWidth; x++)
            {
                int from = upper + (2 * x);
                float largest = Signed(plane[from], sign);
                int place = 0;
                Take(Signed(plane[from + 1], sign), 1, ref largest, ref place);
                Take(Signed(plane[from + width], sign), 2, ref largest, ref place);
                Take(Signed(plane[from + width + 1], sign), 3, ref largest, ref place);
                found[to + x] = Signed(largest, sign);
                places[to + x] = place;
            }
        }
    }

    private static float Signed(float value, float sign) => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value) ^ BitConverter.SingleToInt32Bits(sign));

    /// <summary>The values at even and at odd places of two vectors that lie one behind the other, with their signs as they are or changed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Even, Vector128<float> Odd) Halves(ref readonly float first, Vector128<float> signs)
    {
        Vector128<ulong> upper = Vector128.LoadUnsafe(in first).AsUInt64();
        Vector128<ulong> lower = Vector128.LoadUnsafe(in first, (nuint)Vector128<float>.Count).AsUInt64();
        return (
            Vector128.Narrow(upper, lower).AsSingle() ^ signs,
            Vector128.Narrow(Vector128.ShiftRightLogical(upper, 32), Vector128.ShiftRightLogical(lower, 32)).AsSingle() ^ signs);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(Vector128<float> value, int at, ref Vector128<float> largest, ref Vector128<int> place)
    {
        Vector128<float> taken = Vector128.GreaterThan(value, largest) | Vector128.IsNaN(value);
        largest = Vector128.ConditionalSelect(taken, value, largest);
        place = Vector128.ConditionalSelect(taken.AsInt32(), Vector128.Create(at), place);
    }

    private static void Take(float value, int at, ref float largest, ref int place)
    {
        if (value > largest || float.IsNaN(value))
        {
            largest = value;
            place = at;
        }
    }

    /// <summary>Gives each gradient to the value of a plane that was chosen, and 0 to the others.</summary>
    /// <param name="gradients">The gradients.</param>
    /// <param name="places">Which was chosen.</param>
    /// <param name="width">Values of a row of the plane.</param>
    /// <param name="plane">Receives them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Spread(ReadOnlySpan<float> gradients, ReadOnlySpan<int> places, int width, Span<float> plane)
    {
        int pooledWidth = width / 2;
        int rows = gradients.Length / pooledWidth;
        ref float gradient = ref MemoryMarshal.GetReference(gradients);
        ref int where = ref MemoryMarshal.GetReference(places[..gradients.Length]);
        ref float value = ref MemoryMarshal.GetReference(plane[..(2 * rows * width)]);
        for (int row = 0; row < rows; row++)
        {
            int upper = 2 * row * width;
            int from = row * pooledWidth;
            int x = 0;
            for (; Vector128.IsHardwareAccelerated && x + Vector128<float>.Count <= pooledWidth; x += Vector128<float>.Count)
            {
                Vector128<uint> gradientsOfFour = Vector128.LoadUnsafe(in gradient, (nuint)(from + x)).AsUInt32();
                Vector128<int> placesOfFour = Vector128.LoadUnsafe(in where, (nuint)(from + x));
                Spread(gradientsOfFour, placesOfFour, 0, ref Unsafe.Add(ref value, upper + (2 * x)));
                Spread(gradientsOfFour, placesOfFour, 2, ref Unsafe.Add(ref value, upper + width + (2 * x)));
            }

            for (; x < pooledWidth; x++)
            {
                int at = upper + (2 * x);
                int place = places[from + x];
                plane[at] = place == 0 ? gradients[from + x] : 0;
                plane[at + 1] = place == 1 ? gradients[from + x] : 0;
                plane[at + width] = place == 2 ? gradients[from + x] : 0;
                plane[at + width + 1] = place == 3 ? gradients[from + x] : 0;
            }

            // A last column that belongs to no window.
            plane[(upper + (2 * pooledWidth))..(upper + width)].Clear();
            plane[(upper + width + (2 * pooledWidth))..(upper + (2 * width))].Clear();
        }
    }

    /// <summary>Of each gradient the two values of a row: itself where its place is the first of them or the second, and 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(Vector128<uint> gradient, Vector128<int> place, int firstPlace, ref float row)
    {
        Vector128<uint> even = gradient & Vector128.Equals(place, Vector128.Create(firstPlace)).AsUInt32();
        Vector128<uint> odd = gradient & Vector128.Equals(place, Vector128.Create(firstPlace + 1)).AsUInt32();
        (Vector128<ulong> evenFirst, Vector128<ulong> evenLast) = Vector128.Widen(even);
        (Vector128<ulong> oddFirst, Vector128<ulong> oddLast) = Vector128.Widen(odd);
        (evenFirst | Vector128.ShiftLeft(oddFirst, 32)).AsSingle().StoreUnsafe(ref row);
        (evenLast | Vector128.ShiftLeft(oddLast, 32)).AsSingle().StoreUnsafe(ref row, (nuint)Vector128<float>.Count);
    }

    /// <summary>Shares the planes of feature maps out to threads.</summary>
    private static void EachPlane(Tensor maps, Action<int, int> work)
    {
        int planes = (int)(maps.size(0) * maps.size(1));
        SharedWork.InRuns(planes, SharedWork.ThreadsForElements(maps.numel(), planes), work);
    }
}
