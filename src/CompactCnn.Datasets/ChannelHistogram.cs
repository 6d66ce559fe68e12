using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>How often each of the 256 values occurs in a channel: all that its statistics need, exactly, and without a copy of the images.</summary>
internal static class ChannelHistogram
{
    private const int Values = 256;
    private const int ImagesAtOnce = 1_000;

    /// <summary>Counts.</summary>
    /// <param name="images">uint8 [count, channels, height, width].</param>
    /// <param name="channel">The channel.</param>
    public static long[] Of(Tensor images, int channel)
    {
        long[] counts = new long[Values];
        for (long first = 0; first < images.size(0); first += ImagesAtOnce)
        {
            using var scope = NewDisposeScope();
            Tensor part = images.narrow(0, first, Math.Min(ImagesAtOnce, images.size(0) - first)).select(1, channel);
            foreach ((int value, long count) in part.flatten().bincount(weights: null, minlength: Values).cpu().data<long>().Index())
                counts[value] += count;
        }

        return counts;
    }
}
