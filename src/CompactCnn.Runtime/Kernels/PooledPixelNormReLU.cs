using System.Buffers;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// The passes of a norm, a ReLU and the largest of every two by two values over feature maps that lie pixel by pixel (channels
/// last). Norm and ReLU keep the order of values, or reverse it where a scale is below 0: so values are chosen before
/// they are normalised, and of four one has to be.
/// </summary>
internal sealed class PooledPixelNormReLU<TNumbers> : NormReLUPasses
    where TNumbers : struct, INumberFormat
{
    // Numbers of the rows of windows that are worked on at once, which stay in the caches beside a thread.
    private const int Block = 8 * 1024;

    private readonly PixelNormReLU<TNumbers> _unpooled = new();
    private readonly PixelPairMaxima<TNumbers> _maxima = new();

    public override bool Applies(Tensor maps) => _unpooled.Applies(maps) && _maxima.Applies(maps) && PairMaxima.AreWhole(maps);

    public override (Tensor Output, Tensor[] Kept) Forward(Tensor input, NormalizedChannels channels)
    {
        PixelRuns<TNumbers> runs = PixelNormReLU<TNumbers>.Measure(input, channels);
        long[] pooled = PairMaxima.Pooled(input);
        Tensor output = _maxima.Empty(pooled, TNumbers.Type);
        Tensor chosen = _maxima.Empty(pooled, TNumbers.Type);
        Tensor places = _maxima.Empty(pooled, TNumbers.Whole);
        using Tensor values = PixelNormReLU<TNumbers>.ByPixels(input);
        using Tensor results = PixelNormReLU<TNumbers>.ByPixels(output);
        using Tensor found = PixelNormReLU<TNumbers>.ByPixels(chosen);
        using Tensor where = PixelNormReLU<TNumbers>.ByPixels(places);
        float[] scales = runs.Repeat(channels.Scales);
        float[] offsets = runs.Repeat(channels.Offsets);
        byte[] signs = Signs(channels.Scales);
        var rows = new WindowRows(input);
        rows.Each(blocks =>
        {
            ReadOnlySpan<byte> from = values.bytes;
            Span<byte> ofRows = found.bytes;
            Span<byte> placesOfRows = where.bytes;
            Span<byte> to = results.bytes;
            while (rows.Take(blocks, out int first, out int end))
            {
                for (int row = first; row < end; row++)
                {
                    ReadOnlySpan<byte> both = rows.Both(from, row);
                    PixelPairMaxima<TNumbers>.MaximaOfRow(both[..rows.Bytes], both[rows.Bytes..], signs, rows.Pooled(ofRows, row), rows.Pooled(placesOfRows, row));
                }

                int start = first * rows.PooledNumbers;
                PixelKernels.Normalize<TNumbers>(PixelRuns<TNumbers>.Of(ofRows, start, end * rows.PooledNumbers), scales, offsets, to[(start * TNumbers.Size)..]);
            }
        });
        return (output, [chosen, places]);
    }

    public override void Backward(Tensor input, Tensor[] kept, Tensor gradient, Tensor output, NormalizedChannels channels, float[] ofScales, float[] ofShifts)
    {
        // Only what was chosen has a gradient from behind.
        PixelRuns<TNumbers> runs = PixelNormReLU<TNumbers>.MeasureGradients(kept[0], gradient, channels, ofScales, ofShifts, out float[] ofValue, out float[] one);
        using Tensor values = PixelNormReLU<TNumbers>.ByPixels(input);
        using Tensor gradients = PixelNormReLU<TNumbers>.ByPixels(gradient);
        using Tensor where = PixelNormReLU<TNumbers>.ByPixels(kept[1]);
        using Tensor results = PixelNormReLU<TNumbers>.ByPixels(output);
        float[] scales = runs.Repeat(channels.Scales);
        float[] offsets = runs.Repeat(channels.Offsets);
        float[] factors = runs.Repeat(ofValue);
        float[] rests = runs.Repeat(one);
        int pixel = runs.Channels * TNumbers.Size;
        var rows = new WindowRows(input);
        rows.Each(blocks =>
        {
            ReadOnlySpan<byte> from = values.bytes;
            ReadOnlySpan<byte> slopes = gradients.bytes;
            ReadOnlySpan<byte> places = where.bytes;
            Span<byte> to = results.bytes;
            byte[] spread = ArrayPool<byte>.Shared.Rent(rows.LongestBlock);
            while (rows.Take(blocks, out int first, out int end))
            {
                for (int row = first; row < end; row++)
                {
                    Span<byte> both = rows.Both(spread.AsSpan(), row - first);
                    PixelPairMaxima<TNumbers>.SpreadOfRow(rows.Pooled(slopes, row), rows.Pooled(places, row), pixel, both[..rows.Bytes], both[rows.Bytes..]);
                }

                int start = 2 * first * rows.Numbers;
                PixelKernels.Differentiate<TNumbers>(
                    PixelRuns<TNumbers>.Of(from, start, 2 * end * rows.Numbers), spread, scales, offsets, factors, rests, to[(start * TNumbers.Size)..]);
            }

            ArrayPool<byte>.Shared.Return(spread);
        });
    }

    /// <summary>For each channel a number whose sign bit is set where its scale is below 0, as the numbers of a pixel lie.</summary>
    private static byte[] Signs(float[] scales)
    {
        byte[] signs = new byte[scales.Length * TNumbers.Size];
        for (int channel = 0; channel < scales.Length; channel++)
        {
            TNumbers.StoreOne(scales[channel] < 0 ? -0f : 0f, ref signs[channel * TNumbers.Size]);
        }

        return signs;
    }

    /// <summary>The rows of windows of maps, counted through all images: two rows of numbers each.</summary>
    private readonly struct WindowRows(Tensor maps)
    {
        private readonly int _count = (int)(maps.size(0) * (maps.size(2) / 2));

        /// <summary>Numbers of a row of the maps.</summary>
        public int Numbers { get; } = (int)(maps.size(3) * maps.size(1));

        /// <summary>Bytes of a row of the maps.</summary>
        public int Bytes => Numbers * TNumbers.Size;

        /// <summary>Numbers of a row of what is found.</summary>
        public int PooledNumbers => Numbers / 2;

        /// <summary>The most bytes of rows that are worked on at once.</summary>
        public int LongestBlock => RowsOfABlock * 2 * Bytes;

        private int RowsOfABlock => Math.Max(1, Block / (2 * Numbers));

        /// <summary>The two rows of windows.</summary>
        public ReadOnlySpan<byte> Both(ReadOnlySpan<byte> numbers, int row) => numbers.Slice(2 * row * Bytes, 2 * Bytes);

        /// <inheritdoc cref="Both(ReadOnlySpan{byte}, int)"/>
        public Span<byte> Both(Span<byte> numbers, int row) => numbers.Slice(2 * row * Bytes, 2 * Bytes);

        /// <summary>A row of what is found.</summary>
        public ReadOnlySpan<byte> Pooled(ReadOnlySpan<byte> pooled, int row) => pooled.Slice(row * (Bytes / 2), Bytes / 2);

        /// <inheritdoc cref="Pooled(ReadOnlySpan{byte}, int)"/>
        public Span<byte> Pooled(Span<byte> pooled, int row) => pooled.Slice(row * (Bytes / 2), Bytes / 2);

        /// <summary>Shares them out to threads.</summary>
        /// <param name="work">Takes rows as long as there are any.</param>
        public void Each(Action<PixelBlocks.Turns> work) => new PixelBlocks(_count * 2 * Numbers, RowsOfABlock * 2 * Numbers, 0).Share(work);

        /// <summary>Takes the next rows, if there are any.</summary>
        public bool Take(PixelBlocks.Turns blocks, out int first, out int end)
        {
            bool taken = blocks.Take(out _, out first, out end);
            first /= 2 * Numbers;
            end /= 2 * Numbers;
            return taken;
        }
    }
}
