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
    /// <param name="data">The images.</param>
    /// <param name="batchSize">Images in a batch.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="device">Where the batches are needed.</param>
    /// <param name="training">Whether the images are to be augmented.</param>
    /// <param name="firstBatch">The batch to begin with, from 0: a resumed run leaves out, without making them, those that it has done.</param>
    public static IEnumerable<TrainingBatch> Epoch(TrainingData data, int batchSize, long seed, int epoch, Device device, bool training = true, int firstBatch = 0)
    {
        using var generator = new Generator((ulong)SeededRandom.Derive(seed, 11, epoch), CPU);
        using Tensor shuffled = randperm(data.Count, ScalarType.Int64, CPU, generator: generator).DetachFromDisposeScope();
        using Tensor order = shuffled.to(data.Device).DetachFromDisposeScope();
        int steps = StepsPerEpoch(data, batchSize);
        for (int step = firstBatch; step < steps; step++)
        {
            using Tensor indices = order.narrow(0, (long)step * batchSize, batchSize).DetachFromDisposeScope();
            yield return data.Batch(indices, new BatchContext(seed, epoch, step, training), device);
        }
    }
}
