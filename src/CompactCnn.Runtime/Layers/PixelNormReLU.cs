using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// The passes of a norm and a ReLU over feature maps that lie pixel by pixel in the host's memory (channels last), a few of them.
/// The library computes each pixel by itself, by vectors that few or an odd number of channels do not fill. Here a run of whole
/// pixels that does fill them is one row of numbers, beside which the channels' factors are laid out as often as they repeat.
/// Sums are those of blocks of a fixed size, in their order, so that they do not depend on how many threads there are.
/// </summary>
internal sealed class PixelNormReLU : NormReLUPasses
{
    // Measured: from these widths on, and where channels fill vectors, the library is as fast or faster.
    private const int EnoughFloats = 64;
    private const int EnoughHalves = 48;

    private const int LeastRun = 256;
    private const int Block = 16 * 1024;

    public override bool Applies(Tensor maps)
    {
        bool areHalves = maps.dtype == ScalarType.BFloat16;
        long channels = maps.size(1);
        return channels < (areHalves ? EnoughHalves : EnoughFloats)
            && channels % (areHalves ? Vector<ushort>.Count : Vector<float>.Count) != 0
            && MapNumbers.AppliesByPixels(maps);
    }

    public override void Forward(Tensor input, Tensor output, NormalizedChannels channels)
    {
        var pixels = new Pixels(input);
        float[] origin = pixels.First(input);
        float[] origins = pixels.Repeat(origin);
        double[] totals = pixels.Sum((first, end, sums) =>
        {
            MapNumbers values = MapNumbers.ByPixels(input);
            float[] room = values.Scratch(pixels.Run);
            float[] ofValues = new float[pixels.Run];
            float[] ofSquares = new float[pixels.Run];
            for (int start = first; start < end; start += pixels.Run)
            {
                Moments(values.Read(start, Math.Min(pixels.Run, end - start), room), origins, ofValues, ofSquares);
            }

            pixels.Fold(ofValues, sums[..pixels.Channels]);
            pixels.Fold(ofSquares, sums[pixels.Channels..]);
        });
        for (int c = 0; c < pixels.Channels; c++)
        {
            channels.Finish(c, origin[c], totals[c], totals[pixels.Channels + c]);
        }

        float[] scales = pixels.Repeat(channels.Scales);
        float[] offsets = pixels.Repeat(channels.Offsets);
        pixels.Each((first, end) =>
        {
            MapNumbers values = MapNumbers.ByPixels(input);
            MapNumbers results = MapNumbers.ByPixels(output);
            float[] room = values.Scratch(pixels.Run);
            for (int start = first; start < end; start += pixels.Run)
            {
                int length = Math.Min(pixels.Run, end - start);
                ReadOnlySpan<float> from = values.Read(start, length, room);
                Span<float> to = results.Target(start, length, room);
                Normalize(from, to, scales, offsets);
                results.Write(start, to);
            }
        });
    }

    public override void Backward(Tensor input, Tensor gradient, Tensor output, NormalizedChannels channels, double[] ofScales, double[] ofShifts)
    {
        var pixels = new Pixels(input);
        float[] means = pixels.Repeat([.. channels.Means.Select(mean => (float)mean)]);
        float[] scales = pixels.Repeat(channels.Scales);
        float[] offsets = pixels.Repeat(channels.Offsets);
        double[] totals = pixels.Sum((first, end, sums) =>
        {
            MapNumbers values = MapNumbers.ByPixels(input);
            MapNumbers gradients = MapNumbers.ByPixels(gradient);
            float[] room = values.Scratch(pixels.Run);
            float[] roomOfGradients = gradients.Scratch(pixels.Run);
            float[] ofGradients = new float[pixels.Run];
            float[] ofProducts = new float[pixels.Run];
            for (int start = first; start < end; start += pixels.Run)
            {
                int length = Math.Min(pixels.Run, end - start);
                Sums(values.Read(start, length, room), gradients.Read(start, length, roomOfGradients), means, scales, offsets, ofGradients, ofProducts);
            }

            pixels.Fold(ofGradients, sums[..pixels.Channels]);
            pixels.Fold(ofProducts, sums[pixels.Channels..]);
        });
        float[] ofValue = new float[pixels.Channels];
        float[] one = new float[pixels.Channels];
        for (int c = 0; c < pixels.Channels; c++)
        {
            ofShifts[c] = totals[c];
            (ofValue[c], one[c]) = channels.Gradient(c, totals[c], totals[pixels.Channels + c], out ofScales[c]);
        }

        float[] ofValues = pixels.Repeat(ofValue);
        float[] ones = pixels.Repeat(one);
        pixels.Each((first, end) =>
        {
            MapNumbers values = MapNumbers.ByPixels(input);
            MapNumbers gradients = MapNumbers.ByPixels(gradient);
            MapNumbers results = MapNumbers.ByPixels(output);
            float[] room = values.Scratch(pixels.Run);
            float[] roomOfGradients = gradients.Scratch(pixels.Run);
            for (int start = first; start < end; start += pixels.Run)
            {
                int length = Math.Min(pixels.Run, end - start);
                ReadOnlySpan<float> from = values.Read(start, length, room);
                ReadOnlySpan<float> slopes = gradients.Read(start, length, roomOfGradients);
                Span<float> to = results.Target(start, length, room);
                Differentiate(from, slopes, to, scales, offsets, ofValues, ones);
                results.Write(start, to);
            }
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Moments(ReadOnlySpan<float> values, ReadOnlySpan<float> origins, Span<float> sums, Span<float> squares)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        ReadOnlySpan<Vector<float>> from = MemoryMarshal.Cast<float, Vector<float>>(origins);
        Span<Vector<float>> ofValues = MemoryMarshal.Cast<float, Vector<float>>(sums);
        Span<Vector<float>> ofSquares = MemoryMarshal.Cast<float, Vector<float>>(squares);
        for (int i = 0; i < vectors.Length && i < from.Length && i < ofValues.Length && i < ofSquares.Length; i++)
        {
            Vector<float> value = vectors[i] - from[i];
            ofValues[i] += value;
            ofSquares[i] = Vector.MultiplyAddEstimate(value, value, ofSquares[i]);
        }

        for (int i = vectors.Length * Vector<float>.Count; i < values.Length; i++)
        {
            float value = values[i] - origins[i];
            sums[i] += value;
            squares[i] += value * value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Normalize(ReadOnlySpan<float> values, Span<float> results, ReadOnlySpan<float> scales, ReadOnlySpan<float> offsets)
    {
        ReadOnlySpan<Vector<float>> from = MemoryMarshal.Cast<float, Vector<float>>(values);
        Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(results);
        ReadOnlySpan<Vector<float>> factors = MemoryMarshal.Cast<float, Vector<float>>(scales);
        ReadOnlySpan<Vector<float>> terms = MemoryMarshal.Cast<float, Vector<float>>(offsets);
        for (int i = 0; i < from.Length && i < to.Length && i < factors.Length && i < terms.Length; i++)
        {
            // In this order it keeps NaN.
            to[i] = Vector.MaxNative(Vector<float>.Zero, Vector.MultiplyAddEstimate(from[i], factors[i], terms[i]));
        }

        for (int i = from.Length * Vector<float>.Count; i < values.Length; i++)
        {
            results[i] = Math.Max(float.MultiplyAddEstimate(values[i], scales[i], offsets[i]), 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sums(
        ReadOnlySpan<float> values, ReadOnlySpan<float> gradients, ReadOnlySpan<float> means, ReadOnlySpan<float> scales, ReadOnlySpan<float> offsets, Span<float> sums, Span<float> products)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        ReadOnlySpan<Vector<float>> slopes = MemoryMarshal.Cast<float, Vector<float>>(gradients);
        ReadOnlySpan<Vector<float>> from = MemoryMarshal.Cast<float, Vector<float>>(means);
        ReadOnlySpan<Vector<float>> factors = MemoryMarshal.Cast<float, Vector<float>>(scales);
        ReadOnlySpan<Vector<float>> terms = MemoryMarshal.Cast<float, Vector<float>>(offsets);
        Span<Vector<float>> ofGradients = MemoryMarshal.Cast<float, Vector<float>>(sums);
        Span<Vector<float>> ofProducts = MemoryMarshal.Cast<float, Vector<float>>(products);
        for (int i = 0; i < vectors.Length && i < slopes.Length && i < from.Length && i < factors.Length && i < terms.Length && i < ofGradients.Length && i < ofProducts.Length; i++)
        {
            Vector<float> active = Vector.GreaterThan(Vector.MultiplyAddEstimate(vectors[i], factors[i], terms[i]), Vector<float>.Zero).As<int, float>() & slopes[i];
            ofGradients[i] += active;
            ofProducts[i] = Vector.MultiplyAddEstimate(active, vectors[i] - from[i], ofProducts[i]);
        }

        for (int i = vectors.Length * Vector<float>.Count; i < values.Length; i++)
        {
            float active = float.MultiplyAddEstimate(values[i], scales[i], offsets[i]) > 0 ? gradients[i] : 0;
            sums[i] += active;
            products[i] += active * (values[i] - means[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Differentiate(
        ReadOnlySpan<float> values, ReadOnlySpan<float> gradients, Span<float> results, ReadOnlySpan<float> scales, ReadOnlySpan<float> offsets, ReadOnlySpan<float> ofValues, ReadOnlySpan<float> ones)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        ReadOnlySpan<Vector<float>> slopes = MemoryMarshal.Cast<float, Vector<float>>(gradients);
        Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(results);
        ReadOnlySpan<Vector<float>> factors = MemoryMarshal.Cast<float, Vector<float>>(scales);
        ReadOnlySpan<Vector<float>> terms = MemoryMarshal.Cast<float, Vector<float>>(offsets);
        ReadOnlySpan<Vector<float>> factorsOfValues = MemoryMarshal.Cast<float, Vector<float>>(ofValues);
        ReadOnlySpan<Vector<float>> rests = MemoryMarshal.Cast<float, Vector<float>>(ones);
        for (int i = 0; i < vectors.Length && i < slopes.Length && i < to.Length && i < factors.Length && i < terms.Length && i < factorsOfValues.Length && i < rests.Length; i++)
        {
            Vector<float> active = Vector.GreaterThan(Vector.MultiplyAddEstimate(vectors[i], factors[i], terms[i]), Vector<float>.Zero).As<int, float>() & slopes[i];
            to[i] = Vector.MultiplyAddEstimate(active, factors[i], Vector.MultiplyAddEstimate(vectors[i], factorsOfValues[i], rests[i]));
        }

        for (int i = vectors.Length * Vector<float>.Count; i < values.Length; i++)
        {
            float active = float.MultiplyAddEstimate(values[i], scales[i], offsets[i]) > 0 ? gradients[i] : 0;
            results[i] = float.MultiplyAddEstimate(active, scales[i], float.MultiplyAddEstimate(values[i], ofValues[i], ones[i]));
        }
    }

    private delegate void BlockSums(int first, int end, Span<double> sums);

    /// <summary>How the numbers of feature maps are cut into blocks of runs of whole pixels.</summary>
    private readonly struct Pixels
    {
        private readonly int _elements;
        private readonly int _block;

        public Pixels(Tensor maps)
        {
            _elements = (int)maps.numel();
            Channels = (int)maps.size(1);
            // Of whole pixels and whole vectors.
            int least = Channels / (int)BigInteger.GreatestCommonDivisor(Channels, Vector<ushort>.Count) * Vector<ushort>.Count;
            Run = least * ((LeastRun + least - 1) / least);
            _block = Run * Math.Max(1, Block / Run);
        }

        public int Channels { get; }

        /// <summary>Numbers of a run.</summary>
        public int Run { get; }

        private int Blocks => (_elements + _block - 1) / _block;

        /// <summary>The first pixel.</summary>
        public float[] First(Tensor maps)
        {
            MapNumbers numbers = MapNumbers.ByPixels(maps);
            return numbers.Read(0, Channels, numbers.Scratch(Channels)).ToArray();
        }

        /// <summary>A run of what every channel has one of.</summary>
        public float[] Repeat(float[] ofChannels)
        {
            float[] run = new float[Run];
            for (int start = 0; start < Run; start += Channels)
            {
                ofChannels.CopyTo(run, start);
            }

            return run;
        }

        /// <summary>The sums of each channel over a run.</summary>
        public void Fold(float[] run, Span<double> sums)
        {
            for (int start = 0; start < Run; start += Channels)
            {
                for (int c = 0; c < Channels; c++)
                {
                    sums[c] += run[start + c];
                }
            }
        }

        /// <summary>Sums over all blocks, two of each channel.</summary>
        public double[] Sum(BlockSums work)
        {
            int width = 2 * Channels;
            double[] ofBlocks = new double[Blocks * width];
            Each((block, first, end) => work(first, end, ofBlocks.AsSpan(block * width, width)));
            double[] sums = new double[width];
            for (int i = 0; i < ofBlocks.Length; i++)
            {
                sums[i % width] += ofBlocks[i];
            }

            return sums;
        }

        /// <summary>Works on every block.</summary>
        public void Each(Action<int, int> work) => Each((_, first, end) => work(first, end));

        private void Each(Action<int, int, int> work)
        {
            int elements = _elements;
            int size = _block;
            SharedWork.OneByOne(Blocks, SharedWork.ThreadsForElements(elements, Blocks), block => work(block, block * size, Math.Min(elements, (block + 1) * size)));
        }
    }
}
