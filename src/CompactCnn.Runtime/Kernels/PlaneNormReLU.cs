using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// The passes of a norm and a ReLU over float32 feature maps that lie channel by channel in the host's memory. A thread
/// measures a channel and normalises it while it still is in the processor's cache, so that sums do not depend on how many
/// threads there are.
/// </summary>
internal sealed class PlaneNormReLU : NormReLUPasses
{
    // Sums of more values at once would lose digits.
    private const int LongestSum = 8192;

    // Those of bf16 the library normalises faster by itself.
    public override bool Applies(Tensor maps) => maps.dtype == ScalarType.Float32 && MapNumbers.Applies(maps);

    public override void Forward(Tensor input, Tensor output, NormalizedChannels channels)
    {
        var planes = new Planes(input);
        EachChannel(planes.Channels, input.numel(), channel =>
        {
            ReadOnlySpan<float> values = Floats(input);
            Span<float> results = Floats(output);
            float origin = values[planes.Start(0, channel)];
            double sum = 0;
            double squares = 0;
            for (int image = 0; image < planes.Images; image++)
            {
                for (int part = 0; part < planes.Size; part += LongestSum)
                {
                    Moments(values.Slice(planes.Start(image, channel) + part, Math.Min(LongestSum, planes.Size - part)), origin, ref sum, ref squares);
                }
            }

            channels.Finish(channel, origin, sum, squares);
            for (int image = 0; image < planes.Images; image++)
            {
                int start = planes.Start(image, channel);
                Normalize(values.Slice(start, planes.Size), results.Slice(start, planes.Size), channels.Scales[channel], channels.Offsets[channel]);
            }
        });
    }

    public override void Backward(Tensor input, Tensor gradient, Tensor output, NormalizedChannels channels, float[] ofScales, float[] ofShifts)
    {
        var planes = new Planes(input);
        EachChannel(planes.Channels, input.numel(), channel =>
        {
            ReadOnlySpan<float> values = Floats(input);
            ReadOnlySpan<float> gradients = Floats(gradient);
            Span<float> results = Floats(output);
            float mean = (float)channels.Means[channel];
            float scale = channels.Scales[channel];
            float offset = channels.Offsets[channel];
            double sum = 0;
            double products = 0;
            for (int image = 0; image < planes.Images; image++)
            {
                for (int part = 0; part < planes.Size; part += LongestSum)
                {
                    int start = planes.Start(image, channel) + part;
                    int length = Math.Min(LongestSum, planes.Size - part);
                    Sums(values.Slice(start, length), gradients.Slice(start, length), mean, scale, offset, ref sum, ref products);
                }
            }

            (float ofValue, float one) = channels.Gradient(channel, sum, products, out ofScales[channel]);
            ofShifts[channel] = (float)sum;
            for (int image = 0; image < planes.Images; image++)
            {
                int start = planes.Start(image, channel);
                Differentiate(values.Slice(start, planes.Size), gradients.Slice(start, planes.Size), results.Slice(start, planes.Size), scale, offset, ofValue, one);
            }
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Moments(ReadOnlySpan<float> values, float origin, ref double sum, ref double squares)
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Normalize(ReadOnlySpan<float> values, Span<float> results, float scale, float offset)
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sums(ReadOnlySpan<float> values, ReadOnlySpan<float> gradients, float mean, float scale, float offset, ref double sum, ref double products)
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Differentiate(ReadOnlySpan<float> values, ReadOnlySpan<float> gradients, Span<float> results, float scale, float offset, float ofValue, float one)
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

    private static void EachChannel(int channels, long elements, Action<int> work) =>
        SharedWork.OneByOne(channels, SharedWork.ThreadsForElements(elements, channels), work);

    private static Span<float> Floats(Tensor maps) => MemoryMarshal.Cast<byte, float>(maps.bytes);

    /// <summary>Where the planes of feature maps lie.</summary>
    private readonly struct Planes(Tensor maps)
    {
        public int Images { get; } = (int)maps.size(0);

        public int Channels { get; } = (int)maps.size(1);

        public int Size { get; } = (int)(maps.size(2) * maps.size(3));

        public int Start(int image, int channel) => ((image * Channels) + channel) * Size;
    }
}
