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

    public override void Forward(Tensor input, Tensor output, NormalizedChannels channels)
    {
        var runs = new PixelRuns<TNumbers>(input);
        using Tensor values = ByPixels(input);
        using Tensor results = ByPixels(output);
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
                for (int start = first; start < end; start += runs.Run)
                {
                    PixelKernels.Moments<TNumbers>(Run(from, start, end, runs.Run), origins, ofValues, ofSquares);
                }

                runs.Fold(ofValues, ofSquares, blocks.SumsOf(block));
            }
        });
        for (int c = 0; c < runs.Channels; c++)
        {
            channels.Finish(c, origin[c], totals[c], totals[runs.Channels + c]);
        }

        float[] scales = runs.Repeat(channels.Scales);
        float[] offsets = runs.Repeat(channels.Offsets);
        runs.Each(blocks =>
        {
            ReadOnlySpan<byte> from = values.bytes;
            Span<byte> to = results.bytes;
            while (blocks.Take(out _, out int first, out int end))
            {
                for (int start = first; start < end; start += runs.Run)
                {
                    PixelKernels.Normalize<TNumbers>(Run(from, start, end, runs.Run), scales, offsets, to[(start * TNumbers.Size)..]);
                }
            }
        });
    }

    public override void Backward(Tensor input, Tensor gradient, Tensor output, NormalizedChannels channels, float[] ofScales, float[] ofShifts)
    {
        var runs = new PixelRuns<TNumbers>(input);
        using Tensor values = ByPixels(input);
        using Tensor gradients = ByPixels(gradient);
        using Tensor results = ByPixels(output);
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
                for (int start = first; start < end; start += runs.Run)
                {
                    PixelKernels.Sums<TNumbers>(
                        Run(from, start, end, runs.Run), slopes[(start * TNumbers.Size)..], means, scales, offsets, ofGradients, ofProducts);
                }

                runs.Fold(ofGradients, ofProducts, blocks.SumsOf(block));
            }
        });
        float[] ofValue = new float[runs.Channels];
        float[] one = new float[runs.Channels];
        for (int c = 0; c < runs.Channels; c++)
        {
            ofShifts[c] = (float)totals[c];
            (ofValue[c], one[c]) = channels.Gradient(c, totals[c], totals[runs.Channels + c], out ofScales[c]);
        }

        float[] factors = runs.Repeat(ofValue);
        float[] rests = runs.Repeat(one);
        runs.Each(blocks =>
        {
            ReadOnlySpan<byte> from = values.bytes;
            ReadOnlySpan<byte> slopes = gradients.bytes;
            Span<byte> to = results.bytes;
            while (blocks.Take(out _, out int first, out int end))
            {
                for (int start = first; start < end; start += runs.Run)
                {
                    int at = start * TNumbers.Size;
                    PixelKernels.Differentiate<TNumbers>(Run(from, start, end, runs.Run), slopes[at..], scales, offsets, factors, rests, to[at..]);
                }
            }
        });
    }

    private static float[] FirstPixel(ReadOnlySpan<byte> values, int channels)
    {
        float[] pixel = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            pixel[c] = TNumbers.LoadOne(in values[c * TNumbers.Size]);
        }

        return pixel;
    }

    private static ReadOnlySpan<byte> Run(ReadOnlySpan<byte> values, int start, int end, int run) =>
        values[(start * TNumbers.Size)..(Math.Min(start + run, end) * TNumbers.Size)];

    private static Tensor ByPixels(Tensor maps) => maps.permute(0, 2, 3, 1);
}
