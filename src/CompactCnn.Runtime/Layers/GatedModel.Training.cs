using System.Diagnostics;

namespace CompactCnn;

public abstract partial class GatedModel<TCompact>
{
    /// <summary>The training under way, if any.</summary>
    internal SlicedTraining<TCompact>? Training { get; set; }

    /// <summary>
    /// Trains the model: every step executes only the active channels, chosen and learned about as the options say, and
    /// the norm statistics of the final network are recomputed at the end.
    /// </summary>
    /// <param name="data">The training images.</param>
    /// <param name="options">Settings; absent: the defaults.</param>
    /// <param name="progress">Told after every step; may be null.</param>
    /// <param name="resumeFrom">
    /// A checkpoint of the same run, which resumes there with the same bits as if it had never ended; null for a new run.
    /// </param>
    /// <param name="cancellation">
    /// Ends the run between two steps, with a checkpoint where the options ask for any; the model keeps what was trained.
    /// </param>
    /// <returns>The channels to keep, and what the run cost.</returns>
    /// <exception cref="ArgumentException">
    /// An option is out of its range, the images have another shape, the labels are not classes of the model, which has two or
    /// more, or the teacher is of others.
    /// </exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="TrainingDivergedException">The loss or a saliency became NaN or infinite.</exception>
    /// <exception cref="CheckpointException">The checkpoint is of another run or damaged, or none can be written; nothing was done.</exception>
    /// <exception cref="CheckpointWriteException">A checkpoint could not be written; those before it are as they were.</exception>
    public TrainingResult Train(
        TrainingData data, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, Checkpoint? resumeFrom = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new TrainingOptions();
        using SlicedTraining<TCompact> training = PrepareTraining(data, options);
        TrainingResult result = TrainSteps(training, data, options, progress, resumeFrom, cancellation);
        var clock = Stopwatch.StartNew();
        training.Recalibrate(result.Keep, data, options.RecalibrationBatches, options.BatchSize, options.Seed, cancellation);
        long recalibration = NormRecalibration.Macs(CostOfWidths(KeepList.Widths(result.Keep)), data, options.RecalibrationBatches, options.BatchSize);
        return result with { TrainingMacs = result.TrainingMacs + recalibration, Duration = result.Duration + clock.Elapsed };
    }

    /// <summary>Begins training with a loop of your own; the gates forget what was observed before.</summary>
    /// <param name="totalSteps">Steps that are planned: the shrinking, the freezing and the learning rate follow them.</param>
    /// <param name="options">
    /// Settings; absent: the defaults. What is a loop's own (batches, epochs, loss, teacher, validation, recalibration, checkpoints)
    /// is left to yours; of the epochs counts which part of them is the warm-up.
    /// </param>
    /// <returns>The training, which <see cref="Step"/> uses from now on; dispose of it at the end.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public SlicedTraining<TCompact> BeginTraining(long totalSteps, TrainingOptions? options = null)
    {
        options ??= new TrainingOptions();
        options.CheckChoice();
        return new SlicedTraining<TCompact>(this, options, totalSteps);
    }

    /// <summary>One step of the training that <see cref="BeginTraining"/> began.</summary>
    /// <param name="batch">The batch, on the model's device.</param>
    /// <param name="loss">The loss; absent: cross-entropy.</param>
    /// <returns>Loss and hits before the update, and what the step cost.</returns>
    /// <exception cref="ArgumentException">The model has one output and no loss is given.</exception>
    /// <exception cref="InvalidOperationException">No training was begun.</exception>
    /// <exception cref="TrainingDivergedException">The loss or a saliency became NaN or infinite.</exception>
    public StepResult Step(TrainingBatch batch, LossFunction? loss = null) =>
        (Training ?? throw new InvalidOperationException("no training was begun; call BeginTraining first")).Step(batch, loss);

    /// <summary>Every step of a run, before the norm statistics of the network that it ends with are recomputed.</summary>
    internal TrainingResult TrainSteps(
        TrainingData data, TrainingOptions options, IProgress<TrainingProgress>? progress, Checkpoint? resumeFrom, CancellationToken cancellation)
    {
        using SlicedTraining<TCompact> training = PrepareTraining(data, options);
        return TrainSteps(training, data, options, progress, resumeFrom, cancellation);
    }

    private SlicedTraining<TCompact> PrepareTraining(TrainingData data, TrainingOptions options)
    {
        options.Check(data);
        options.Teacher?.Check(this);
        CheckClasses(data);
        SeedDropout(options.Seed);
        return new SlicedTraining<TCompact>(this, options, Math.Max(1, TrainingLoop.Steps(data, options)));
    }

    private TrainingResult TrainSteps(
        SlicedTraining<TCompact> training, TrainingData data, TrainingOptions options, IProgress<TrainingProgress>? progress, Checkpoint? resumeFrom, CancellationToken cancellation)
    {
        using var loop = new TrainingLoop(data, options, this, training, RunRecord.Training, widths: null, resumeFrom);
        (IReadOnlyList<EpochResult> epochs, int[][] keep) = loop.Run(progress, cancellation);
        return new TrainingResult(keep, epochs, epochs.Sum(epoch => epoch.TrainingMacs), loop.Elapsed);
    }
}
