using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>How pixels become a network's input: <c>(pixel / 255 - mean) / deviation</c>, as one factor and one offset a channel.</summary>
/// <param name="mean">The mean of each channel, in units where black is 0 and white is 1.</param>
/// <param name="deviation">The standard deviation of each channel, more than 0.</param>
internal sealed class PixelNormalization(IReadOnlyList<float> mean, IReadOnlyList<float> deviation) : IRecorded
{
    private const float White = 255f;

    /// <summary>What a pixel is multiplied by, for each channel.</summary>
    public float[] Factor { get; } = [.. deviation.Select(value => 1 / (White * value))];

    /// <summary>What is added then.</summary>
    public float[] Offset { get; } = [.. mean.Zip(deviation, (center, spread) => -center / spread)];

    /// <summary>Normalises pixels.</summary>
    /// <param name="pixels">uint8 [batch, channels, height, width], on any device.</param>
    /// <returns>float32 of the same shape, on the same device, owned by the caller.</returns>
    public Tensor Apply(Tensor pixels)
    {
        using Tensor factor = tensor(Factor, [1, Factor.Length, 1, 1], device: pixels.device);
        using Tensor offset = tensor(Offset, [1, Offset.Length, 1, 1], device: pixels.device);
        return pixels.to(ScalarType.Float32).mul_(factor).add_(offset);
    }
}
