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
                    MaximaOfRow(rows[..width], rows[width..], target, found.Slice(start, pooledWidth));
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
                    SpreadOfRow(all.Read(start, pooledWidth, ofGradients), found.Slice(start, pooledWidth), rows[..width], rows[width..]);
                    spread.Write(first, rows);
                }

                // A last row that belongs to no window.
                spread.Clear(((plane * height) + (2 * pooledHeight)) * width, (height - (2 * pooledHeight)) * width);
            }
        });
    }

    /// <summary>The numbers of places.</summary>
    public static Span<int> Numbers(Tensor places) => MemoryMarshal.Cast<byte, int>(places.bytes);

    /// <summary>Finds the largest values of a plane without rows or columns that are left over, or the smallest.</summary>
    /// <param name="plane">Its values.</param>
    /// <param name="width">Values of a row.</param>
    /// <param name="smallest">Whether the smallest are looked for.</param>
    /// <param name="found">Receives them.</param>
    /// <param name="places">Receives where they were.</param>
    public static void OfPlane(ReadOnlySpan<float> plane, int width, bool smallest, Span<float> found, Span<int> places)
    {
        int pooledWidth = width / 2;
        for (int y = 0; y * pooledWidth < found.Length; y++)
        {
            ReadOnlySpan<float> rows = plane.Slice(2 * y * width, 2 * width);
            Span<float> ofRow = found.Slice(y * pooledWidth, pooledWidth);
            MaximaOfRow(rows[..width], rows[width..], ofRow, places.Slice(y * pooledWidth, pooledWidth), smallest ? -0f : 0f);
        }
    }

    /// <summary>Gives each gradient to the value of a plane that was chosen, and 0 to the others.</summary>
    /// <param name="gradients">The gradients.</param>
    /// <param name="places">Which was chosen.</param>
    /// <param name="width">Values of a row of the plane.</param>
    /// <param name="plane">Receives them.</param>
    public static void Spread(ReadOnlySpan<float> gradients, ReadOnlySpan<int> places, int width, Span<float> plane)
    {
        int pooledWidth = width / 2;
        for (int y = 0; y * pooledWidth < gradients.Length; y++)
        {
            Span<float> rows = plane.Slice(2 * y * width, 2 * width);
            SpreadOfRow(gradients.Slice(y * pooledWidth, pooledWidth), places.Slice(y * pooledWidth, pooledWidth), rows[..width], rows[width..]);
        }
    }

    /// <summary>Finds the largest of two rows, or with a sign of minus the smallest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaximaOfRow(ReadOnlySpan<float> upper, ReadOnlySpan<float> lower, Span<float> maxima, Span<int> places, float sign = 0)
    {
        Vector128<float> signs = Vector128.Create(sign);
        int x = 0;
        for (; Vector128.IsHardwareAccelerated && x + Vector128<float>.Count <= maxima.Length; x += Vector128<float>.Count)
        {
            (Vector128<float> largest, Vector128<float> second) = Halves(upper, 2 * x, signs);
            (Vector128<float> third, Vector128<float> fourth) = Halves(lower, 2 * x, signs);
            Vector128<int> place = Vector128<int>.Zero;
            Take(second, 1, ref largest, ref place);
            Take(third, 2, ref largest, ref place);
            Take(fourth, 3, ref largest, ref place);
            (largest ^ signs).CopyTo(maxima[x..]);
            place.CopyTo(places[x..]);
        }

        for (; x < maxima.Length; x++)
        {
            float largest = Signed(upper[2 * x], sign);
            int place = 0;
            Take(Signed(upper[(2 * x) + 1], sign), 1, ref largest, ref place);
            Take(Signed(lower[2 * x], sign), 2, ref largest, ref place);
            Take(Signed(lower[(2 * x) + 1], sign), 3, ref largest, ref place);
            maxima[x] = Signed(largest, sign);
            places[x] = place;
        }
    }

    private static float Signed(float value, float sign) => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value) ^ BitConverter.SingleToInt32Bits(sign));

    /// <summary>The values at even and at odd places of two vectors that lie one behind the other, with their signs as they are or changed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Even, Vector128<float> Odd) Halves(ReadOnlySpan<float> row, int start, Vector128<float> signs)
    {
        Vector128<ulong> first = Vector128.Create(row.Slice(start, 4)).AsUInt64();
        Vector128<ulong> last = Vector128.Create(row.Slice(start + 4, 4)).AsUInt64();
        return (
            Vector128.Narrow(first, last).AsSingle() ^ signs,
            Vector128.Narrow(Vector128.ShiftRightLogical(first, 32), Vector128.ShiftRightLogical(last, 32)).AsSingle() ^ signs);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SpreadOfRow(ReadOnlySpan<float> gradients, ReadOnlySpan<int> places, Span<float> upper, Span<float> lower)
    {
        int x = 0;
        for (; Vector128.IsHardwareAccelerated && x + Vector128<float>.Count <= gradients.Length; x += Vector128<float>.Count)
        {
            Vector128<uint> gradient = Vector128.Create(gradients.Slice(x, 4)).AsUInt32();
            Vector128<int> place = Vector128.Create(places.Slice(x, 4));
            Spread(gradient, place, 0, upper[(2 * x)..]);
            Spread(gradient, place, 2, lower[(2 * x)..]);
        }

        for (; x < gradients.Length; x++)
        {
            upper[2 * x] = places[x] == 0 ? gradients[x] : 0;
            upper[(2 * x) + 1] = places[x] == 1 ? gradients[x] : 0;
            lower[2 * x] = places[x] == 2 ? gradients[x] : 0;
            lower[(2 * x) + 1] = places[x] == 3 ? gradients[x] : 0;
        }

        // A last column that belongs to no window.
        upper[(2 * gradients.Length)..].Clear();
        lower[(2 * gradients.Length)..].Clear();
    }

    /// <summary>Of each gradient the two values of a row: itself where its place is the first of them or the second, and 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(Vector128<uint> gradient, Vector128<int> place, int firstPlace, Span<float> row)
    {
        Vector128<uint> even = gradient & Vector128.Equals(place, Vector128.Create(firstPlace)).AsUInt32();
        Vector128<uint> odd = gradient & Vector128.Equals(place, Vector128.Create(firstPlace + 1)).AsUInt32();
        (Vector128<ulong> evenFirst, Vector128<ulong> evenLast) = Vector128.Widen(even);
        (Vector128<ulong> oddFirst, Vector128<ulong> oddLast) = Vector128.Widen(odd);
        (evenFirst | Vector128.ShiftLeft(oddFirst, 32)).AsSingle().CopyTo(row);
        (evenLast | Vector128.ShiftLeft(oddLast, 32)).AsSingle().CopyTo(row[4..]);
    }

    /// <summary>Shares the planes of feature maps out to threads.</summary>
    private static void EachPlane(Tensor maps, Action<int, int> work)
    {
        int planes = (int)(maps.size(0) * maps.size(1));
        SharedWork.InRuns(planes, SharedWork.ThreadsForElements(maps.numel(), planes), work);
    }
}
