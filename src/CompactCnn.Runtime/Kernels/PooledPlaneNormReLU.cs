using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// The passes of a norm, a ReLU and the largest of every two by two values over float32 feature maps that lie channel by
/// channel. Norm and ReLU keep the order of values, or reverse it where a scale is below 0: so values are chosen before
/// they are normalised, and of four one has to be.
/// </summary>
internal sealed class PooledPlaneNormReLU : NormReLUPasses
{
    private readonly PlaneNormReLU _unpooled = new();

    public override bool Applies(Tensor maps) => _unpooled.Applies(maps) && PairMaxima.AreWhole(maps);

    public override (Tensor Output, Tensor[] Kept) Forward(Tensor input, NormalizedChannels channels)
    {
        long[] pooled = PairMaxima.Pooled(input);
        Tensor output = empty(pooled, ScalarType.Float32, CPU);
        Tensor chosen = empty(pooled, ScalarType.Float32, CPU);
        Tensor places = empty(pooled, ScalarType.Int32, CPU);
        var planes = new ChannelPlanes(input);
        var pooledPlanes = new ChannelPlanes(output);
        int width = (int)input.size(3);
        planes.EachChannel(channel =>
        {
            ReadOnlySpan<float> values = ChannelPlanes.Floats(input);
            Span<float> found = ChannelPlanes.Floats(chosen);
            Span<int> where = PlanePairMaxima.Numbers(places);
            Span<float> results = ChannelPlanes.Floats(output);
            planes.Measure(values, channel, channels);
            float scale = channels.Scales[channel];
            for (int image = 0; image < planes.Images; image++)
            {
                int start = pooledPlanes.Start(image, channel);
                Span<float> ofPlane = found.Slice(start, pooledPlanes.Size);
                PlanePairMaxima.OfPlane(values.Slice(planes.Start(image, channel), planes.Size), width, scale < 0, ofPlane, where.Slice(start, pooledPlanes.Size));
                PlaneKernels.Normalize(ofPlane, results.Slice(start, pooledPlanes.Size), scale, channels.Offsets[channel]);
            }
        });
        return (output, [chosen, places]);
    }

    public override void Backward(Tensor input, Tensor[] kept, Tensor gradient, Tensor output, NormalizedChannels channels, float[] ofScales, float[] ofShifts)
    {
        var planes = new ChannelPlanes(input);
        var pooledPlanes = new ChannelPlanes(gradient);
        int width = (int)input.size(3);
        planes.EachChannel(channel =>
        {
            ReadOnlySpan<float> values = ChannelPlanes.Floats(input);
            ReadOnlySpan<float> gradients = ChannelPlanes.Floats(gradient);
            ReadOnlySpan<int> where = PlanePairMaxima.Numbers(kept[1]);
            Span<float> results = ChannelPlanes.Floats(output);
            // Only what was chosen has a gradient from behind.
            (float ofValue, float one) = pooledPlanes.MeasureGradients(ChannelPlanes.Floats(kept[0]), gradients, channel, channels, ofScales, ofShifts);
            float[] spread = new float[planes.Size];
            for (int image = 0; image < planes.Images; image++)
            {
                int pooledStart = pooledPlanes.Start(image, channel);
                PlanePairMaxima.Spread(gradients.Slice(pooledStart, pooledPlanes.Size), where.Slice(pooledStart, pooledPlanes.Size), width, spread);
                int start = planes.Start(image, channel);
                PlaneKernels.Differentiate(
                    values.Slice(start, planes.Size), spread, results.Slice(start, planes.Size), channels.Scales[channel], channels.Offsets[channel], ofValue, one);
            }
        });
    }
}
