using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>How often each of the 256 values occurs in a channel: all that its statistics need, exactly, and without a copy of the images.</summary>
internal static class ChannelHistogram
{
    private const int Values = 256;
    private const int ImagesAtOnce = 1_000;

    /// <summary>Counts.</summary>
    /// <param name="pieces">uint8 [count, channels, height, width], one after the other.</param>
    /// <param name="channels">Channels of each.</param>
    /// <returns>The counts of each channel.</returns>
    public static long[][] Of(IEnumerable<Tensor> pieces, int channels)
    {
        long[][] counts = [.. Enumerable.Range(0, channels).Select(_ => new long[Values])];
        foreach (Tensor images in pieces)
        {
            for (long first = 0; first < images.size(0); first += ImagesAtOnce)
            {
                using Tensor part = images.narrow(0, first, Math.Min(ImagesAtOnce, images.size(0) - first));
                for (int channel = 0; channel < channels; channel++)
                    Add(part, channel, counts[channel]);
            }
        }

        return counts;
    }

    private static void Add(Tensor images, int channel, long[] counts)
    {
        using var scope = NewDisposeScope();
        foreach ((int value, long count) in images.select(1, channel).flatten().bincount(weights: null, minlength: Values).cpu().data<long>().Index())
            counts[value] += count;
    }
}
