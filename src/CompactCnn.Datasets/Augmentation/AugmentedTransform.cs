using TorchSharp;
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
        normalization.Check(images);
        Placement[] placements = Placements((int)images.size(0), context);
        Tensor placed = images.device_type == DeviceType.CPU
            ? HostPlacement.Apply(images, placements, augmentation.CropPadding, normalization)
            : normalization.Apply(DevicePlacement.Apply(images, placements, augmentation.CropPadding), context);

        // The mean colour is 0 by now.
        return (augmentation.CutoutSize == 0 ? placed : placed.masked_fill_(Squares(placed, context), 0)).MoveToOuterDisposeScope();
    }

    /// <summary>Draws what becomes of each image.</summary>
    private Placement[] Placements(int count, BatchContext context)
    {
        var mirroring = new BatchRandom(context, (int)Purpose.Flip);
        var cropping = new BatchRandom(context, (int)Purpose.Crop);
        int places = 2 * augmentation.CropPadding + 1;
        var placements = new Placement[count];
        for (int image = 0; image < count; image++)
            placements[image] = new Placement(cropping.Next(places), cropping.Next(places), augmentation.Flip && mirroring.Next(2) == 1);

        return placements;
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
