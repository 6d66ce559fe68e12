using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// The passes of a norm and a ReLU over feature maps that lie pixel by pixel in the host's memory (channels last). The library
/// computes each pixel by itself, by vectors that few or an odd number of channels do not fill; here runs of whole pixels fill
/// them. Sums are those of blocks of a fixed size, in their order, so that they do not depend on how many
/// threads there are.
/// </summary>
internal sealed class PixelNormReLU<TNumbers> : NormReLUPasses
    where TNumbers : struct, INumberFormat
{
    // What belongs to the channels of a run must stay in the processor's nearest cache.
    private const int LongestRun = 2048;

    public override bool Applies(Tensor maps) =>
        maps.dtype == TNumbers.Type && maps.size(1) <= LongestRun && PixelRuns<TNumbers>.Shortest((int)maps.size(1)) <= LongestRun && MapNumbers.AppliesByPixels(maps);

    public override (Tensor Output, Tensor[] Kept) Forward(Tensor input, NormalizedChannels channels)
    {
        PixelRuns<TNumbers> runs = Measure(input, channels);
        Tensor output = empty_like(input);
        using Tensor values = ByPixels(input);
        using Tensor results = ByPixels(output);
        float[] scales = runs.Repeat(channels.Scales);
        float[] offsets = runs.Repeat(channels.Offsets);
        runs.Each(blocks =>
        {
            ReadOnlySpan<byte> from = values.bytes;
            Span<byte> to = results.bytes;
            while (blocks.Take(out _, out int first, out int end))
            {
                PixelKernels.Normalize<TNumbers>(PixelRuns<TNumbers>.Of(from, first, end), scales, offsets, to[(first * TNumbers.Size)..]);
            }
        });
        return (output, []);
    }

    public override void Backward(Tensor input, Tensor[] kept, Tensor gradient, Tensor output, NormalizedChannels channels, float[] ofScales, float[] ofShifts)
    {
        PixelRuns<TNumbers> runs = MeasureGradients(input, gradient, channels, ofScales, ofShifts, out float[] ofValue, out float[] one);
        using Tensor values = ByPixels(input);
        using Tensor gradients = ByPixels(gradient);
        using Tensor results = ByPixels(output);
        float[] scales = runs.Repeat(channels.Scales);
        float[] offsets = runs.Repeat(channels.Offsets);
        float[] factors = runs.Repeat(ofValue);
        float[] rests = runs.Repeat(one);
        runs.Each(blocks =>
        {
            ReadOnlySpan<byte> from = values.bytes;
            ReadOnlySpan<byte> slopes = gradients.bytes;
            Span<byte> to = results.bytes;
            while (blocks.Take(out _, out int first, out int end))
            {
                int at = first * TNumbers.Size;
                PixelKernels.Differentiate<TNumbers>(PixelRuns<TNumbers>.Of(from, first, end), slopes[at..], scales, offsets, factors, rests, to[at..]);
            }
        });
    }

    /// <summary>Measures every channel.</summary>
    /// <param name="input">The maps.</param>
    /// <param name="channels">Receives what is measured.</param>
    /// <returns>How the maps are cut.</returns>
    public static PixelRuns<TNumbers> Measure(Tensor input, NormalizedChannels channels)
    {
        var runs = new PixelRuns<TNumbers>(input);
        using Tensor values = ByPixels(input);
        float[] origin = FirstPixel(values.bytes, runs.Channels);
        float[] origins = runs.Repeat(origin);
        double[] totals = runs.Sum(blocks =>
        {
            ReadOnlySpan<byte> from = values.bytes;
            Span<float> ofValues = stackalloc float[runs.Run];
            Span<float> ofSquares = stackalloc float[runs.Run];
            while (blocks.Take(out int block, out int first, out int end))
            {
                ofValues.Clear();
                ofSquares.Clear();
                PixelKernels.Moments<TNumbers>(PixelRuns<TNumbers>.Of(from, first, end), origins, ofValues, ofSquares);
                runs.Fold(ofValues, ofSquares, blocks.SumsOf(block));
            }
        });
        for (int c = 0; c < runs.Channels; c++)
        {
            channels.Finish(c, origin[c], totals[c], totals[runs.Channels + c]);
        }

        return runs;
    }

    /// <summary>The gradients of the norm's scales and shifts, and what they make of the gradients of values.</summary>
    /// <param name="input">The values that have gradients.</param>
    /// <param name="gradient">Their gradients.</param>
    /// <param name="channels">What was measured.</param>
    /// <param name="ofScales">Receives the gradient of the norm's scales.</param>
    /// <param name="ofShifts">Receives the gradient of its shifts.</param>
    /// <param name="ofValue">Factors of the values, by channels.</param>
    /// <param name="one">What is added to all, likewise.</param>
    /// <returns>How the values are cut.</returns>
    public static PixelRuns<TNumbers> MeasureGradients(
        Tensor input, Tensor gradient, NormalizedChannels channels, float[] ofScales, float[] ofShifts, out float[] ofValue, out float[] one)
    {
        var runs = new PixelRuns<TNumbers>(input);
        using Tensor values = ByPixels(input);
        using Tensor gradients = ByPixels(gradient);
        float[] means = runs.Repeat([.. channels.Means.Select(mean => (float)mean)]);
        float[] scales = runs.Repeat(channels.Scales);
        float[] offsets = runs.Repeat(channels.Offsets);
        double[] totals = runs.Sum(blocks =>
        {
            ReadOnlySpan<byte> from = values.bytes;
            ReadOnlySpan<byte> slopes = gradients.bytes;
            Span<float> ofGradients = stackalloc float[runs.Run];
            Span<float> ofProducts = stackalloc float[runs.Run];
            while (blocks.Take(out int block, out int first, out int end))
            {
                ofGradients.Clear();
                ofProducts.Clear();
                PixelKernels.Sums<TNumbers>(PixelRuns<TNumbers>.Of(from, first, end), slopes[(first * TNumbers.Size)..], means, scales, offsets, ofGradients, ofProducts);
                runs.Fold(ofGradients, ofProducts, blocks.SumsOf(block));
            }
        });
        ofValue = new float[runs.Channels];
        one = new float[runs.Channels];
        for (int c = 0; c < runs.Channels; c++)
        {
            ofShifts[c] = (float)totals[c];
            (ofValue[c], one[c]) = channels.Gradient(c, totals[c], totals[runs.Channels + c], out ofScales[c]);
        }

        return runs;
    }

    /// <summary>The same maps with all channels of a pixel together in the last dimension; the caller owns the view.</summary>
    public static Tensor ByPixels(Tensor maps) => maps.permute(0, 2, 3, 1);

    private static float[] FirstPixel(ReadOnlySpan<byte> values, int channels)
    {
        float[] pixel = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            pixel[c] = TNumbers.LoadOne(in values[c * TNumbers.Size]);
        }

        return pixel;
    }
}
