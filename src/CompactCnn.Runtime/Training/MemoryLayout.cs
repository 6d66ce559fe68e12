using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// How the images of a batch lie in memory. Convolutions, norms, activations and pools keep the order of their input, so
/// that this decides for the whole step; results differ by rounding only.
/// </summary>
public enum MemoryLayout
{
    /// <summary>Channel by channel, as PyTorch's default.</summary>
    Contiguous,

    /// <summary>Pixel by pixel with all its channels together (NHWC); faster on most CPUs.</summary>
    ChannelsLast,
}

/// <summary>Puts batches into a memory layout.</summary>
internal static class MemoryLayouts
{
    /// <summary>The batch in the layout; the batch given is disposed of if another is returned.</summary>
    public static TrainingBatch Arrange(this MemoryLayout layout, TrainingBatch batch)
    {
        if (layout == MemoryLayout.Contiguous)
        {
            return batch;
        }

        using var scope = NewDisposeScope();
        long[] shape = batch.Images.shape;
        Tensor pixels = batch.Images.permute(0, 2, 3, 1).contiguous();
        // Strides are stated because one channel is in either order at once, and would be taken for the default.
        Tensor images = pixels.as_strided(shape, [shape[1] * shape[2] * shape[3], 1, shape[3] * shape[1], shape[1]]);
        batch.Images.Dispose();
        return new TrainingBatch(images.MoveToOuterDisposeScope(), batch.Labels);
    }
}
