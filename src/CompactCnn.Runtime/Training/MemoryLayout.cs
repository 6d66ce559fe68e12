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

/// <summary>Puts tensors into a memory layout.</summary>
internal static class MemoryLayouts
{
    /// <summary>The tensor [batch, channels, height, width] in the layout: itself where it lies so, else a copy.</summary>
    public static Tensor Arrange(this MemoryLayout layout, Tensor maps)
    {
        if (layout == MemoryLayout.Contiguous)
        {
            return maps;
        }

        using var scope = NewDisposeScope();
        long[] shape = maps.shape;
        Tensor pixels = maps.permute(0, 2, 3, 1).contiguous();
        // Strides are stated because one channel is in either order at once, and would be taken for the default.
        return pixels.as_strided(shape, [shape[1] * shape[2] * shape[3], 1, shape[3] * shape[1], shape[1]]).MoveToOuterDisposeScope();
    }
}
