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

    /// <summary>Runs training batches, without augmentation, through the network; at most one epoch of them. Ended early, it changes nothing.</summary>
    /// <exception cref="TrainingDivergedException">An image holds NaN or infinity, or the statistics do on finite images.</exception>
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
        (Tensor Live, Tensor Before)[] statistics = [.. NetworkTensors.Slots(network).Where(slot => slot.IsBuffer).Select(slot => (slot.Read(), slot.Read().clone().DetachFromDisposeScope()))];
        bool done = false;
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

                    if (!FiniteImages.IsFinite(images.Images))
                    {
                        throw FiniteImages.InBatch(network.Structure.Name, images.Images);
                    }

                    network.forward(images.Images).Dispose();
                }
            }

            if (statistics.Any(statistic => !FiniteImages.IsFinite(statistic.Live)))
            {
                throw new TrainingDivergedException($"the statistics of the norms of '{network.Structure.Name}' became infinite or NaN on finite images; its weights are unusable");
            }

            done = true;
        }
        finally
        {
            foreach ((Tensor live, Tensor before) in statistics)
            {
                // All of the statistics are new, or none is.
                if (!done)
                {
                    live.copy_(before);
                }

                before.Dispose();
            }

            for (int i = 0; i < norms.Length; i++)
            {
                norms[i].momentum = momenta[i];
            }

            network.train(training);
        }
    }
}
