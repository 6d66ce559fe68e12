using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>The largest of every two by two values of planes, and where it was found, on all of the library's threads.</summary>
internal static class PairMaxima
{
    /// <summary>Finds the largest values.</summary>
    /// <param name="input">[batch, channels, height, width] to which <see cref="MapNumbers.Applies"/>.</param>
    /// <param name="output">[batch, channels, height / 2, width / 2]: the largest of each window; NaN where one is.</param>
    /// <param name="places">int32, likewise: which of a window it was, 0 to 3 by rows, the first of equals.</param>
    public static void Forward(Tensor input, Tensor output, Tensor places)
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

    /// <summary>Gives each gradient to the value that was the largest, and 0 to the others.</summary>
    /// <param name="gradients">[batch, channels, height / 2, width / 2] to which <see cref="MapNumbers.Applies"/>.</param>
    /// <param name="places">Which of each window was the largest.</param>
    /// <param name="output">[batch, channels, height, width], likewise; all of it is written.</param>
    public static void Backward(Tensor gradients, Tensor places, Tensor output)
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaximaOfRow(ReadOnlySpan<float> upper, ReadOnlySpan<float> lower, Span<float> maxima, Span<int> places)
    {
        int x = 0;
        for (; Vector256.IsHardwareAccelerated && x + Vector256<float>.Count <= maxima.Length; x += Vector256<float>.Count)
        {
            (Vector256<float> largest, Vector256<float> second) = Halves(upper, 2 * x);
            (Vector256<float> third, Vector256<float> fourth) = Halves(lower, 2 * x);
            Vector256<int> place = Vector256<int>.Zero;
            Take(second, 1, ref largest, ref place);
            Take(third, 2, ref largest, ref place);
            Take(fourth, 3, ref largest, ref place);
            largest.CopyTo(maxima[x..]);
            place.CopyTo(places[x..]);
        }

        for (; x < maxima.Length; x++)
        {
            float largest = upper[2 * x];
            int place = 0;
            Take(upper[(2 * x) + 1], 1, ref largest, ref place);
            Take(lower[2 * x], 2, ref largest, ref place);
            Take(lower[(2 * x) + 1], 3, ref largest, ref place);
            maxima[x] = largest;
            places[x] = place;
        }
    }

    /// <summary>The values at even and at odd places of two vectors that lie one behind the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Even, Vector256<float> Odd) Halves(ReadOnlySpan<float> row, int start)
    {
        Vector256<ulong> first = Vector256.Create(row.Slice(start, 8)).AsUInt64();
        Vector256<ulong> last = Vector256.Create(row.Slice(start + 8, 8)).AsUInt64();
        return (
            Vector256.Narrow(first, last).AsSingle(),
            Vector256.Narrow(Vector256.ShiftRightLogical(first, 32), Vector256.ShiftRightLogical(last, 32)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(Vector256<float> value, int at, ref Vector256<float> largest, ref Vector256<int> place)
    {
        Vector256<float> taken = Vector256.GreaterThan(value, largest) | Vector256.IsNaN(value);
        largest = Vector256.ConditionalSelect(taken, value, largest);
        place = Vector256.ConditionalSelect(taken.AsInt32(), Vector256.Create(at), place);
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
        for (; Vector256.IsHardwareAccelerated && x + Vector256<float>.Count <= gradients.Length; x += Vector256<float>.Count)
        {
            Vector256<uint> gradient = Vector256.Create(gradients.Slice(x, 8)).AsUInt32();
            Vector256<int> place = Vector256.Create(places.Slice(x, 8));
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
    private static void Spread(Vector256<uint> gradient, Vector256<int> place, int firstPlace, Span<float> row)
    {
        Vector256<uint> even = gradient & Vector256.Equals(place, Vector256.Create(firstPlace)).AsUInt32();
        Vector256<uint> odd = gradient & Vector256.Equals(place, Vector256.Create(firstPlace + 1)).AsUInt32();
        (Vector256<ulong> evenFirst, Vector256<ulong> evenLast) = Vector256.Widen(even);
        (Vector256<ulong> oddFirst, Vector256<ulong> oddLast) = Vector256.Widen(odd);
        (evenFirst | Vector256.ShiftLeft(oddFirst, 32)).AsSingle().CopyTo(row);
        (evenLast | Vector256.ShiftLeft(oddLast, 32)).AsSingle().CopyTo(row[8..]);
    }

    /// <summary>Shares the planes of feature maps out to threads.</summary>
    private static void EachPlane(Tensor maps, Action<int, int> work)
    {
        int planes = (int)(maps.size(0) * maps.size(1));
        SharedWork.InRuns(planes, SharedWork.ThreadsForElements(maps.numel(), planes), work);
    }
}
