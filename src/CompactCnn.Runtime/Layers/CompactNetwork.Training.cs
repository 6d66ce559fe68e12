using System.Diagnostics;

namespace CompactCnn;

public abstract partial class CompactNetwork
{
    /// <summary>
    /// Trains this network as it is, all channels at every step: after <c>ToCompact</c>, or from scratch. The norm
    /// statistics are recomputed at the end.
    /// </summary>
    /// <param name="data">The training images.</param>
    /// <param name="options">Settings; absent: the defaults.</param>
    /// <param name="progress">Told after every step; may be null.</param>
    /// <param name="resumeFrom">
    /// A checkpoint of the same run, which resumes there with the same bits as if it had never ended; null for a new run.
    /// </param>
    /// <param name="cancellation">
    /// Ends the run between two steps, with a checkpoint where the options ask for any; the network keeps what was trained.
    /// </param>
    /// <returns>What the run cost.</returns>
    /// <exception cref="ArgumentException">
    /// An option is out of its range, the images have another shape, the labels are not classes of the network, which has two or
    /// more, or the teacher is of others.
    /// </exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="CheckpointException">The checkpoint is of another run or damaged, or none can be written; nothing was done.</exception>
    /// <exception cref="CheckpointWriteException">A checkpoint could not be written; those before it are as they were.</exception>
    public FitResult FineTune(
        TrainingData data, FineTuneOptions? options = null, IProgress<TrainingProgress>? progress = null, Checkpoint? resumeFrom = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new FineTuneOptions();
        options.Check(data);
        options.Teacher?.Check(this);
        CheckClasses(data);
        SeedDropout(options.Seed);
        options.Format.Check(Structure.Name, NetworkTensors.Slots(this).First().Read());
        train();
        IReadOnlyList<EpochResult> epochs;
        TimeSpan elapsed;
        using (var training = new FixedTraining(this, options.Optimizer, options.Schedule, TrainingLoop.Steps(data, options), options.Format))
        {
            using var loop = new TrainingLoop(data, options, this, training, RunRecord.FineTuning, Widths, resumeFrom);
            (epochs, _) = loop.Run(progress, cancellation);
            elapsed = loop.Elapsed;
        }

        var clock = Stopwatch.StartNew();
        Recalibrate(data, options.RecalibrationBatches, options.BatchSize, options.Seed, cancellation);
        long recalibration = NormRecalibration.Macs(CostTable, data, options.RecalibrationBatches, options.BatchSize);
        return new FitResult(epochs, epochs.Sum(epoch => epoch.TrainingMacs) + recalibration, elapsed + clock.Elapsed);
    }

    /// <summary>Recomputes the norm statistics from training images, as a cumulative average over batches.</summary>
    /// <param name="data">The training images; they are not augmented, and their labels are not read.</param>
    /// <param name="batches">Batches, 0 or more; at most one epoch of them is used.</param>
    /// <param name="batchSize">Images in a batch.</param>
    /// <param name="seed">Seed of the choice of images.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the images have another shape or hold NaN or infinity.</exception>
    /// <exception cref="TrainingDivergedException">The transform makes NaN or infinity of an image, or the weights do; the statistics are as before.</exception>
    public void Recalibrate(TrainingData data, int batches = 40, int batchSize = 64, long seed = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(batches);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 2);
        if (batchSize > data.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"the batch size must be at most the number of training images, {data.Count}");
        }

        CheckImages(data);
        NormRecalibration.Run(this, data, batches, batchSize, seed, cancellation);
    }
}
