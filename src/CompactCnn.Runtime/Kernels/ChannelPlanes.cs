using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Where the planes of float32 feature maps lie, a plane for each channel of each image, and sums over those of a channel: of
/// parts of a fixed size, in their order.
/// </summary>
/// <param name="maps">Maps that lie channel by channel.</param>
internal readonly struct ChannelPlanes(Tensor maps)
{
    // Sums of more values at once would lose digits.
    private const int LongestSum = 8192;

    public int Images { get; } = (int)maps.size(0);

    public int Channels { get; } = (int)maps.size(1);

    /// <summary>Numbers of a plane.</summary>
    public int Size { get; } = (int)(maps.size(2) * maps.size(3));

    private long Numbers => (long)Images * Channels * Size;

    /// <summary>The first number of a plane.</summary>
    public int Start(int image, int channel) => ((image * Channels) + channel) * Size;

    /// <summary>The numbers of maps.</summary>
    public static Span<float> Floats(Tensor maps) => MemoryMarshal.Cast<byte, float>(maps.bytes);

    /// <summary>Works on every channel, on all of the library's threads.</summary>
    public void EachChannel(Action<int> work) => SharedWork.OneByOne(Channels, SharedWork.ThreadsForElements(Numbers, Channels), work);

    /// <summary>Measures a channel.</summary>
    /// <param name="values">The numbers of the maps.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="channels">Receives what is measured.</param>
    public void Measure(ReadOnlySpan<float> values, int channel, NormalizedChannels channels)
    {
        float origin = values[Start(0, channel)];
        double sum = 0;
        double squares = 0;
        foreach (PlaneParts parts in Summed(channel))
        {
            PlaneKernels.Moments(values, parts, origin, ref sum, ref squares);
        }

        channels.Finish(channel, origin, sum, squares);
    }

    /// <summary>The gradients of a channel's scale and shift, and what they make of the gradients of its values.</summary>
    /// <param name="values">The numbers of maps that have gradients.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="channels">What was measured.</param>
    /// <param name="ofScales">Receives the gradient of the scale.</param>
    /// <param name="ofShifts">Receives the gradient of the shift.</param>
    /// <returns>The factors of a value and of 1.</returns>
    public (float Value, float One) MeasureGradients(
        ReadOnlySpan<float> values, ReadOnlySpan<float> gradients, int channel, NormalizedChannels channels, float[] ofScales, float[] ofShifts)
    {
        double sum = 0;
        double products = 0;
        foreach (PlaneParts parts in Summed(channel))
        {
            PlaneKernels.Sums(values, gradients, parts, (float)channels.Means[channel], channels.Scales[channel], channels.Offsets[channel], ref sum, ref products);
        }

        ofShifts[channel] = (float)sum;
        return channels.Gradient(channel, sum, products, out ofScales[channel]);
    }

    /// <summary>All of a channel, in parts that are summed at once.</summary>
    private IEnumerable<PlaneParts> Summed(int channel)
    {
        int distance = Channels * Size;
        int planes = Math.Max(1, LongestSum / Size);
        for (int image = 0; image < Images; image += planes)
        {
            for (int part = 0; part < Size; part += LongestSum)
            {
                yield return new PlaneParts(Start(image, channel) + part, distance, Math.Min(LongestSum, Size - part), Math.Min(planes, Images - image));
            }
        }
    }
}
