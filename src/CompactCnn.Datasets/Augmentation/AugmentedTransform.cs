using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Varies whole batches at once, then normalises them.</summary>
internal sealed class AugmentedTransform(Augmentation augmentation, Normalization normalization)
{
    private enum Purpose
    {
        Crop = 1,
        Flip = 2,
        Cutout = 3,
    }

    /// <summary>A <see cref="BatchTransform"/>.</summary>
    public Tensor Apply(Tensor images, BatchContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (!context.Training || augmentation is { CropPadding: 0, Flip: false, CutoutSize: 0 })
            return normalization.Apply(images, context);

        using var scope = NewDisposeScope();
        Tensor moved = augmentation is { CropPadding: 0, Flip: false } ? images : CropAndFlip(images, context);
        Tensor normalized = normalization.Apply(moved, context);

        // The mean colour is 0 by now.
        return (augmentation.CutoutSize == 0 ? normalized : normalized.masked_fill_(Squares(normalized, context), 0)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Every row of the result is a window into the rows of the padded images, or of the mirror images behind them:
    /// shifting and mirroring the whole batch is one selection of windows.
    /// </summary>
    private Tensor CropAndFlip(Tensor images, BatchContext context)
    {
        (long count, long channels, long height, long width) = (images.size(0), images.size(1), images.size(2), images.size(3));
        int padding = augmentation.CropPadding;
        long[] mirrored = Mirrored((int)count, context);
        Tensor padded = zeros([count + mirrored.Length, channels, height + 2 * padding, width + 2 * padding], images.dtype, images.device);
        Tensor inside = padded.narrow(2, padding, height).narrow(3, padding, width);
        inside.narrow(0, 0, count).copy_(images);
        if (mirrored.Length > 0)
            inside.narrow(0, count, mirrored.Length).copy_(images.index_select(0, tensor(mirrored, device: images.device)).flip(3));

        Tensor windows = padded.flatten().unfold(0, width, 1);
        return windows.index_select(0, WindowStarts(images, padded, mirrored, context)).view_as(images);
    }

    /// <summary>The images to mirror, in order.</summary>
    private long[] Mirrored(int count, BatchContext context)
    {
        var random = new BatchRandom(context, (int)Purpose.Flip);
        return augmentation.Flip ? [.. Enumerable.Range(0, count).Where(_ => random.Next(2) == 1).Select(image => (long)image)] : [];
    }

    /// <summary>Where in the rows of the padded images, laid end to end, each row of the result begins; int64 [rows].</summary>
    private Tensor WindowStarts(Tensor images, Tensor padded, long[] mirrored, BatchContext context)
    {
        (long count, long channels, long height) = (images.size(0), images.size(1), images.size(2));
        (long paddedHeight, long paddedWidth) = (padded.size(2), padded.size(3));
        var random = new BatchRandom(context, (int)Purpose.Crop);
        int places = 2 * augmentation.CropPadding + 1;
        Tensor starts = empty([count * channels * height], ScalarType.Int64);
        Span<long> next = MemoryMarshal.Cast<byte, long>(starts.bytes);
        int mirrors = 0;
        for (long image = 0; image < count; image++)
        {
            int down = random.Next(places);
            int right = random.Next(places);
            bool isMirrored = mirrors < mirrored.Length && mirrored[mirrors] == image;
            long source = isMirrored ? count + mirrors++ : image;
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

    /// <summary>The pixels to cover, bool [batch, 1, height, width].</summary>
    private Tensor Squares(Tensor images, BatchContext context)
    {
        (int count, int height, int width) = ((int)images.size(0), (int)images.size(2), (int)images.size(3));
        var random = new BatchRandom(context, (int)Purpose.Cutout);
        long[] tops = new long[count];
        long[] lefts = new long[count];
        for (int image = 0; image < count; image++)
        {
            tops[image] = random.Next(height) - augmentation.CutoutSize / 2;
            lefts[image] = random.Next(width) - augmentation.CutoutSize / 2;
        }

        return Covered(tops, height, images.device).view(count, 1, height, 1).logical_and(Covered(lefts, width, images.device).view(count, 1, 1, width));
    }

    /// <summary>Which of the places along one side are covered, bool [batch, length].</summary>
    private Tensor Covered(long[] starts, int length, Device device)
    {
        Tensor distance = arange(length, ScalarType.Int64, device) - tensor(starts, device: device).unsqueeze(1);
        return distance.ge(0).logical_and_(distance.lt(augmentation.CutoutSize));
    }
}
