using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// The largest of every two by two values of maps that lie pixel by pixel (channels last), on all of the library's threads: the
/// four pixels of a window are compared by as many channels as a vector holds. Where the channels are no multiple of that, the
/// last vector overlaps the one before it and finds the same once more.
/// </summary>
internal sealed class PixelPairMaxima<TNumbers> : PairMaxima
    where TNumbers : struct, INumberFormat
{
    public override bool Applies(Tensor input) =>
        input.dtype == TNumbers.Type && input.size(1) * TNumbers.Size >= Vector128<byte>.Count && MapNumbers.AppliesByPixels(input);

    public override Tensor Empty(long[] shape, ScalarType type)
    {
        using Tensor pixels = empty([shape[0], shape[2], shape[3], shape[1]], type, CPU);
        return pixels.permute(0, 3, 1, 2);
    }

    public override ScalarType PlacesOf(ScalarType numbers) => TNumbers.Whole;

    public override void Forward(Tensor input, Tensor output, Tensor places)
    {
        using Tensor values = ByPixels(input);
        using Tensor maxima = ByPixels(output);
        using Tensor found = ByPixels(places);
        int pixel = (int)input.size(1) * TNumbers.Size;
        int row = (int)input.size(3) * pixel;
        int pooledRow = (int)output.size(3) * pixel;
        int height = (int)input.size(2);
        byte[] signs = new byte[pixel];
        EachPooledRow(input, (first, end) =>
        {
            ReadOnlySpan<byte> from = values.bytes;
            Span<byte> to = maxima.bytes;
            Span<byte> where = found.bytes;
            for (int y = first; y < end; y++)
            {
                ReadOnlySpan<byte> rows = from.Slice(FirstRow(y, height) * row, 2 * row);
                MaximaOfRow(rows[..row], rows[row..], signs, to.Slice(y * pooledRow, pooledRow), where.Slice(y * pooledRow, pooledRow));
            }
        });
    }

    public override void Backward(Tensor gradients, Tensor places, Tensor output)
    {
        using Tensor values = ByPixels(gradients);
        using Tensor found = ByPixels(places);
        using Tensor spread = ByPixels(output);
        int pixel = (int)output.size(1) * TNumbers.Size;
        int row = (int)output.size(3) * pixel;
        int pooledRow = (int)gradients.size(3) * pixel;
        int height = (int)output.size(2);
        EachPooledRow(output, (first, end) =>
        {
            ReadOnlySpan<byte> from = values.bytes;
            ReadOnlySpan<byte> where = found.bytes;
            Span<byte> to = spread.bytes;
            for (int y = first; y < end; y++)
            {
                int start = FirstRow(y, height);
                Span<byte> rows = to.Slice(start * row, 2 * row);
                SpreadOfRow(from.Slice(y * pooledRow, pooledRow), where.Slice(y * pooledRow, pooledRow), pixel, rows[..row], rows[row..]);
                // A last row that belongs to no window.
                if ((start % height) + 3 == height)
                {
                    to.Slice((start + 2) * row, row).Clear();
                }
            }
        });
    }

    private static Tensor ByPixels(Tensor maps) => maps.permute(0, 2, 3, 1);

    /// <summary>The first of the two rows, counted through all images, of a row of windows, counted likewise.</summary>
    private static int FirstRow(int pooledRow, int height) => (pooledRow / (height / 2) * height) + (pooledRow % (height / 2) * 2);

    private static void EachPooledRow(Tensor maps, Action<int, int> work)
    {
        int rows = (int)(maps.size(0) * (maps.size(2) / 2));
        SharedWork.InRuns(rows, SharedWork.ThreadsForElements(maps.numel(), rows), work);
    }

    /// <summary>Finds the largest values of two rows.</summary>
    /// <param name="upper">The upper row.</param>
    /// <param name="lower">The lower row.</param>
    /// <param name="signs">For each channel of a pixel a number with its sign bit set where the smallest are looked for, else 0.</param>
    /// <param name="maxima">Receives them.</param>
    /// <param name="places">Receives where they were.</param>
    public static void MaximaOfRow(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, ReadOnlySpan<byte> signs, Span<byte> maxima, Span<byte> places)
    {
        int pixel = signs.Length;
        if (pixel >= Vector512<byte>.Count)
        {
            MaximaOfRow<WholeVector>(upper, lower, signs, maxima, places);
        }
        else if (pixel >= Vector256<byte>.Count)
        {
            MaximaOfRow<HalfVector>(upper, lower, signs, maxima, places);
        }
        else
        {
            MaximaOfRow<QuarterVector>(upper, lower, signs, maxima, places);
        }
    }

    /// <summary>Gives each gradient to the value of two rows that was chosen, and 0 to the others.</summary>
    /// <param name="gradients">The gradients.</param>
    /// <param name="places">Which was chosen.</param>
    /// <param name="pixel">Bytes of a pixel.</param>
    /// <param name="upper">Receives the upper row.</param>
    /// <param name="lower">Receives the lower row.</param>
    public static void SpreadOfRow(ReadOnlySpan<byte> gradients, ReadOnlySpan<byte> places, int pixel, Span<byte> upper, Span<byte> lower)
    {
        if (pixel >= Vector512<byte>.Count)
        {
            SpreadOfRow<WholeVector>(gradients, places, pixel, upper, lower);
        }
        else if (pixel >= Vector256<byte>.Count)
        {
            SpreadOfRow<HalfVector>(gradients, places, pixel, upper, lower);
        }
        else
        {
            SpreadOfRow<QuarterVector>(gradients, places, pixel, upper, lower);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaximaOfRow<TPart>(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, ReadOnlySpan<byte> signs, Span<byte> maxima, Span<byte> places)
        where TPart : struct, IVectorPart
    {
        int length = maxima.Length;
        int pixel = signs.Length;
        ref byte ofChannels = ref MemoryMarshal.GetReference(signs);
        ref byte above = ref MemoryMarshal.GetReference(upper[..(2 * length)]);
        ref byte below = ref MemoryMarshal.GetReference(lower[..(2 * length)]);
        ref byte result = ref MemoryMarshal.GetReference(maxima);
        ref byte found = ref MemoryMarshal.GetReference(places[..length]);
        for (int start = 0; start < length; start += pixel)
        {
            for (int at = 0; at < pixel; at += TPart.Size)
            {
                int channel = Math.Min(at, pixel - TPart.Size);
                int left = (2 * start) + channel;
                int right = left + pixel;
                Vector512<byte> sign = TPart.Load(ref ofChannels, channel);
                Vector512<byte> largest = TPart.Load(ref above, left) ^ sign;
                Vector512<byte> place = Vector512<byte>.Zero;
                Take(TPart.Load(ref above, right) ^ sign, TNumbers.InEach(1), ref largest, ref place);
                Take(TPart.Load(ref below, left) ^ sign, TNumbers.InEach(2), ref largest, ref place);
                Take(TPart.Load(ref below, right) ^ sign, TNumbers.InEach(3), ref largest, ref place);
                TPart.Store(largest ^ sign, ref result, start + channel);
                TPart.Store(place, ref found, start + channel);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(Vector512<byte> value, Vector512<byte> at, ref Vector512<byte> largest, ref Vector512<byte> place)
    {
        Vector512<byte> taken = TNumbers.AreGreaterOrNaN(value, largest);
        largest = Vector512.ConditionalSelect(taken, value, largest);
        place = Vector512.ConditionalSelect(taken, at, place);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SpreadOfRow<TPart>(ReadOnlySpan<byte> gradients, ReadOnlySpan<byte> places, int pixel, Span<byte> upper, Span<byte> lower)
        where TPart : struct, IVectorPart
    {
        int length = gradients.Length;
        ref byte gradient = ref MemoryMarshal.GetReference(gradients);
        ref byte found = ref MemoryMarshal.GetReference(places[..length]);
        ref byte above = ref MemoryMarshal.GetReference(upper[..(2 * length)]);
        ref byte below = ref MemoryMarshal.GetReference(lower[..(2 * length)]);
        for (int start = 0; start < length; start += pixel)
        {
            for (int at = 0; at < pixel; at += TPart.Size)
            {
                int channel = Math.Min(at, pixel - TPart.Size);
                int left = (2 * start) + channel;
                int right = left + pixel;
                Vector512<byte> value = TPart.Load(ref gradient, start + channel);
                Vector512<byte> place = TPart.Load(ref found, start + channel);
                TPart.Store(value & TNumbers.AreEqual(place, TNumbers.InEach(0)), ref above, left);
                TPart.Store(value & TNumbers.AreEqual(place, TNumbers.InEach(1)), ref above, right);
                TPart.Store(value & TNumbers.AreEqual(place, TNumbers.InEach(2)), ref below, left);
                TPart.Store(value & TNumbers.AreEqual(place, TNumbers.InEach(3)), ref below, right);
            }
        }

        // A last column that belongs to no window.
        upper[(2 * length)..].Clear();
        lower[(2 * length)..].Clear();
    }
}
