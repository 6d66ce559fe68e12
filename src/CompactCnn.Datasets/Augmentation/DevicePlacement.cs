using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Places a batch by tensor operations, on any device. Every row of the result is a window into the rows of the padded
/// images, or of the mirror images behind them: shifting and mirroring the whole batch is one selection of windows.
/// </summary>
internal static class DevicePlacement
{
    /// <summary>Places images.</summary>
    /// <param name="images">uint8 [batch, channels, height, width].</param>
    /// <param name="placements">One for each image.</param>
    /// <param name="padding">Pixels on every side of a padded image.</param>
    /// <returns>uint8 of the same shape on the same device.</returns>
    public static Tensor Apply(Tensor images, Placement[] placements, int padding)
    {
        (long count, long channels, long height, long width) = (images.size(0), images.size(1), images.size(2), images.size(3));
        long[] mirrored = [.. placements.Index().Where(place => place.Item.IsMirrored).Select(place => (long)place.Index)];
        Tensor padded = zeros([count + mirrored.Length, channels, height + 2 * padding, width + 2 * padding], images.dtype, images.device);
        Tensor inside = padded.narrow(2, padding, height).narrow(3, padding, width);
        inside.narrow(0, 0, count).copy_(images);
        if (mirrored.Length > 0)
            inside.narrow(0, count, mirrored.Length).copy_(images.index_select(0, tensor(mirrored, device: images.device)).flip(3));

        Tensor windows = padded.flatten().unfold(0, width, 1);
        return windows.index_select(0, WindowStarts(images, padded, placements)).view_as(images);
    }

    /// <summary>Where in the rows of the padded images, laid end to end, each row of the result begins; int64 [rows].</summary>
    private static Tensor WindowStarts(Tensor images, Tensor padded, Placement[] placements)
    {
        (long count, long channels, long height) = (images.size(0), images.size(1), images.size(2));
        (long paddedHeight, long paddedWidth) = (padded.size(2), padded.size(3));
        Tensor starts = empty([count * channels * height], ScalarType.Int64);
        Span<long> next = MemoryMarshal.Cast<byte, long>(starts.bytes);
        long mirrors = count;
        for (int image = 0; image < placements.Length; image++)
        {
            (int down, int right, bool isMirrored) = placements[image];
            long source = isMirrored ? mirrors++ : image;
            for (long channel = 0; channel < channels; channel++)
            {
                long first = (source * channels + channel) * paddedHeight + down;
                for (int row = 0; row < height; row++)
                    next[row] = (first + row) * paddedWidth + right;

                next = next[(int)height..];
            }
        }

        return starts.to(images.device);
    }
}
