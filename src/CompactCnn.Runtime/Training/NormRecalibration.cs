using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Recomputes the running statistics of a fixed network. During training they are a mixture over many sub-networks;
/// with momentum 1/k for batch k they become the plain average over the batches, of which nothing initial remains.
/// </summary>
internal static class NormRecalibration
{
    /// <summary>Multiply-accumulates of a recalibration: forward only.</summary>
    public static long Macs(CostTable cost, TrainingData data, int batches, int batchSize) =>
        cost.Macs * Math.Min(batches, BatchOrder.StepsPerEpoch(data, batchSize)) * batchSize;

    /// <summary>Runs training batches, without augmentation, through the network; at most one epoch of them.</summary>
    public static void Run(Network network, TrainingData data, int batches, int batchSize, long seed, CancellationToken cancellation)
    {
        NormBase[] norms = [.. network.children().OfType<NormBase>()];
        if (norms.Length == 0 || batches == 0)
        {
            return;
        }

        using var noGradient = no_grad();
        double?[] momenta = [.. norms.Select(norm => norm.momentum)];
        bool training = network.training;
        // Only the norms are in training mode: dropout would change the statistics behind it.
        network.eval();
        try
        {
            int batch = 0;
            Device device = NetworkTensors.Slots(network).First().Read().device;
            foreach (TrainingBatch images in BatchOrder.Epoch(data, batchSize, SeededRandom.Derive(seed, 12), 0, device, training: false).Take(batches))
            {
                using (images)
                {
                    cancellation.ThrowIfCancellationRequested();
                    batch++;
                    foreach (NormBase norm in norms)
                    {
                        norm.train();
                        norm.momentum = 1.0 / batch;
                    }

                    network.forward(images.Images).Dispose();
                }
            }
        }
        finally
        {
            for (int i = 0; i < norms.Length; i++)
            {
                norms[i].momentum = momenta[i];
            }

            network.train(training);
        }
    }
}
