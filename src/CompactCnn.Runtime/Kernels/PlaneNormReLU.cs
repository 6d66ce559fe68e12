using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// The passes of a norm and a ReLU over float32 feature maps that lie channel by channel in the host's memory. A thread
/// measures a channel and normalises it while it still is in the processor's cache, so that sums do not depend on how many
/// threads there are.
/// </summary>
internal sealed class PlaneNormReLU : NormReLUPasses
{
    // Those of bf16 the library normalises faster by itself.
    public override bool Applies(Tensor maps) => maps.dtype == ScalarType.Float32 && MapNumbers.Applies(maps);

    public override (Tensor Output, Tensor[] Kept) Forward(Tensor input, NormalizedChannels channels)
    {
        Tensor output = empty_like(input);
        var planes = new ChannelPlanes(input);
        planes.EachChannel(channel =>
        {
            ReadOnlySpan<float> values = ChannelPlanes.Floats(input);
            Span<float> results = ChannelPlanes.Floats(output);
            planes.Measure(values, channel, channels);
            for (int image = 0; image < planes.Images; image++)
            {
                int start = planes.Start(image, channel);
                PlaneKernels.Normalize(values.Slice(start, planes.Size), results.Slice(start, planes.Size), channels.Scales[channel], channels.Offsets[channel]);
            }
        });
        return (output, []);
    }

    public override void Backward(Tensor input, Tensor[] kept, Tensor gradient, Tensor output, NormalizedChannels channels, float[] ofScales, float[] ofShifts)
    {
        var planes = new ChannelPlanes(input);
        planes.EachChannel(channel =>
        {
            ReadOnlySpan<float> values = ChannelPlanes.Floats(input);
            ReadOnlySpan<float> gradients = ChannelPlanes.Floats(gradient);
            Span<float> results = ChannelPlanes.Floats(output);
            (float ofValue, float one) = planes.MeasureGradients(values, gradients, channel, channels, ofScales, ofShifts);
            for (int image = 0; image < planes.Images; image++)
            {
                int start = planes.Start(image, channel);
                PlaneKernels.Differentiate(
                    values.Slice(start, planes.Size), gradients.Slice(start, planes.Size), results.Slice(start, planes.Size), channels.Scales[channel], channels.Offsets[channel], ofValue, one);
            }
        });
    }
}
