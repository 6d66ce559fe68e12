using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// The order of the images in each epoch: a permutation keyed by seed and epoch, so that a resumed run sees the same.
/// </summary>
internal static class BatchOrder
{
    /// <summary>Steps of an epoch; a last, smaller batch is left out.</summary>
    public static int StepsPerEpoch(TrainingData data, int batchSize) => data.Count / batchSize;

    /// <summary>The batches of an epoch; the consumer disposes each.</summary>
    public static IEnumerable<TrainingBatch> Epoch(TrainingData data, int batchSize, long seed, int epoch, Device device, bool training = true)
    {
        using var generator = new Generator((ulong)SeededRandom.Derive(seed, 11, epoch), CPU);
        using Tensor shuffled = randperm(data.Count, ScalarType.Int64, CPU, generator: generator).DetachFromDisposeScope();
        using Tensor order = shuffled.to(data.Images.device).DetachFromDisposeScope();
        int steps = StepsPerEpoch(data, batchSize);
        for (int step = 0; step < steps; step++)
        {
            using Tensor indices = order.narrow(0, (long)step * batchSize, batchSize).DetachFromDisposeScope();
            yield return data.Batch(indices, new BatchContext(seed, epoch, step, training), device);
        }
    }
}
