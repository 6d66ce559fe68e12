using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>A transform that draws random numbers, as augmentation does: from a generator of the batch's own.</summary>
internal static class Noise
{
    public static Tensor Add(Tensor images, BatchContext context)
    {
        using var generator = new Generator((ulong)SeededRandom.Derive(context.Seed, context.Epoch, context.Batch), CPU);
        return images + randn(images.shape, ScalarType.Float32, generator: generator);
    }
}
