using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Brings pixels to mean 0 and deviation 1 in each channel: <c>(pixel / 255 - mean) / deviation</c>. A network that
/// was trained on normalised images must be given images normalised alike, so the numbers belong to it.
/// </summary>
public sealed class Normalization : IRecorded
{
    private readonly PixelNormalization pixels;

    /// <summary>Takes the statistics of the training images.</summary>
    /// <param name="mean">The mean of each channel, in units where black is 0 and white is 1.</param>
    /// <param name="deviation">The standard deviation of each channel in the same units, more than 0.</param>
    /// <exception cref="ArgumentException">The numbers of channels differ, or a number is out of its range.</exception>
    public Normalization(IReadOnlyList<float> mean, IReadOnlyList<float> deviation)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(deviation);
        if (mean.Count == 0 || mean.Count != deviation.Count)
            throw new ArgumentException($"mean and deviation must have one number for each channel, but have {mean.Count} and {deviation.Count}", nameof(deviation));

        if (!mean.All(value => value is >= 0 and <= 1) || !deviation.All(value => value is > 0 and <= 1))
            throw new ArgumentException("mean must lie in 0..1 and deviation above 0 and up to 1, in units where white is 1", nameof(deviation));

        Mean = [.. mean];
        Deviation = [.. deviation];
        pixels = new PixelNormalization(Mean, Deviation);
    }

    /// <summary>Measures images: the mean and deviation over all pixels of each channel.</summary>
    /// <param name="images">uint8 [count, channels, height, width], on any device.</param>
    /// <returns>What brings these images to mean 0 and deviation 1; a channel of one colour is only centred.</returns>
    /// <exception cref="ArgumentException">The images are not uint8 [count, channels, height, width], or there are none.</exception>
    public static Normalization Of(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.dtype != ScalarType.Byte || images.dim() != 4 || images.numel() == 0)
            throw new ArgumentException($"images must be uint8 [count, channels, height, width], but are {images.dtype} [{string.Join(", ", images.shape)}]", nameof(images));

        return Of([images], (int)images.size(1));
    }

    /// <summary>Measures the images of data, of a selection without gathering them.</summary>
    internal static Normalization Of(TrainingData data) => Of(data.Pieces(), data.ImageShape.Channels);

    private static Normalization Of(IEnumerable<Tensor> pieces, int channels)
    {
        return Of([.. ChannelHistogram.Of(pieces, channels).Select(SumsOf)]);
    }

    /// <summary>Measures what was summed already.</summary>
    /// <param name="channels">The sums of each channel; a channel of one colour is only centred.</param>
    internal static Normalization Of(IReadOnlyList<PixelSums> channels) =>
        new([.. channels.Select(sums => sums.Mean)], [.. channels.Select(sums => sums.Deviation is > 0 and var deviation ? deviation : 1)]);

    private static PixelSums SumsOf(long[] counts) => new(
        counts.Sum(),
        counts.Index().Sum(value => value.Index * value.Item),
        counts.Index().Sum(value => value.Index * value.Index * value.Item));

    /// <summary>The mean of each channel, 0..1.</summary>
    public IReadOnlyList<float> Mean { get; }

    /// <summary>The standard deviation of each channel, more than 0, up to 1.</summary>
    public IReadOnlyList<float> Deviation { get; }

    /// <summary>Number of channels.</summary>
    public int Channels => Mean.Count;

    /// <summary>Normalises a batch; a <see cref="BatchTransform"/>.</summary>
    /// <param name="images">uint8 [batch, channels, height, width], on any device.</param>
    /// <param name="context">Which batch this is; every batch is treated alike.</param>
    /// <returns>float32 [batch, channels, height, width] on the device of the images, owned by the caller.</returns>
    /// <exception cref="ArgumentException">The images are not uint8, or have another number of channels.</exception>
    public Tensor Apply(Tensor images, BatchContext context)
    {
        Check(images);
        return pixels.Apply(images);
    }

    /// <summary>Refuses images that cannot be normalised.</summary>
    /// <exception cref="ArgumentException">The images are not uint8, or have another number of channels.</exception>
    internal void Check(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.dtype != ScalarType.Byte || images.dim() != 4 || images.size(1) != Channels)
            throw new ArgumentException($"images must be uint8 [batch, {Channels}, height, width], but are {images.dtype} [{string.Join(", ", images.shape)}]", nameof(images));
    }

    /// <summary>How pixels of a channel are normalised, to the last bit as <see cref="Apply"/> does it.</summary>
    internal PixelScale ScaleOf(int channel) => new(pixels.Factor[channel], pixels.Offset[channel]);
}
