using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Places and normalises a batch in the host's memory, going through it once: several times as fast there as tensor
/// operations, each of which goes through all of it, and on one thread, which leaves the others to the training.
/// </summary>
internal static class HostPlacement
{
    /// <summary>Places and normalises.</summary>
    /// <param name="images">uint8 [batch, channels, height, width] on the CPU.</param>
    /// <param name="placements">One for each image.</param>
    /// <param name="padding">Pixels on every side of a padded image.</param>
    /// <param name="normalization">How to normalise.</param>
    /// <returns>float32 of the same shape.</returns>
    public static Tensor Apply(Tensor images, Placement[] placements, int padding, Normalization normalization)
    {
        (int channels, int height, int width) = ((int)images.size(1), (int)images.size(2), (int)images.size(3));
        Tensor placed = empty(images.shape, ScalarType.Float32, CPU);
        ReadOnlySpan<byte> pixels = images.contiguous().bytes;
        Span<float> results = MemoryMarshal.Cast<byte, float>(placed.bytes);

        // The padding stays black; the rows of the images take their turns in the middle.
        byte[] padded = new byte[width + 2 * padding];
        Span<byte> middle = padded.AsSpan(padding, width);
        byte[] black = new byte[width];
        foreach (Placement placement in placements)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                for (int row = 0; row < height; row++)
                {
                    int source = row + placement.Down - padding;
                    ReadOnlySpan<byte> window = black;
                    if (source >= 0 && source < height)
                    {
                        pixels.Slice(source * width, width).CopyTo(middle);
                        if (placement.IsMirrored)
                            middle.Reverse();

                        window = padded.AsSpan(placement.Right, width);
                    }

                    normalization.ApplyTo(window, channel, results[..width]);
                    results = results[width..];
                }

                pixels = pixels[(height * width)..];
            }
        }

        return placed;
    }
}
