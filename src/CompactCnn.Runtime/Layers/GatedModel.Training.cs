using System.Diagnostics;

namespace CompactCnn;

public abstract partial class GatedModel<TCompact>
{
    private SlicedTraining<TCompact>? _begun;

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
    /// A checkpoint of the same run, which goes on from there with the same bits as if it had never ended; null for a new run.
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
        options.Check(data);
        options.Teacher?.Check(this);
        CheckClasses(data);
        SeedDropout(options.Seed);
        using SlicedTraining<TCompact> training = CreateTraining(options.Selection, options.Optimizer, options.Schedule, Math.Max(1, TrainingLoop.Steps(data, options)), options.Seed, options.Format, options.Teacher?.Memory(options.BatchSize) ?? 0);
        training.Phases = options.Phases;
        using var loop = new TrainingLoop(data, options, this, training, RunRecord.Training, widths: null, resumeFrom);
        (IReadOnlyList<EpochResult> epochs, int[][] keep) = loop.Run(progress, cancellation);
        var clock = Stopwatch.StartNew();
        training.Recalibrate(keep, data, options.RecalibrationBatches, options.BatchSize, options.Seed, cancellation);
        long recalibration = NormRecalibration.Macs(CostOfWidths(KeepList.Widths(keep)), data, options.RecalibrationBatches, options.BatchSize);
        return new TrainingResult(keep, epochs, epochs.Sum(epoch => epoch.TrainingMacs) + recalibration, loop.Elapsed + clock.Elapsed);
    }

    /// <summary>Begins training with a loop of your own; the gates forget what was observed before.</summary>
    /// <param name="totalSteps">Steps that are planned: the budget, the freezing and the learning rate follow them.</param>
    /// <param name="selection">How the active channels are chosen; absent: the defaults.</param>
    /// <param name="optimizer">The optimizer; absent: <see cref="Sgd"/>.</param>
    /// <param name="schedule">The learning rate over the steps; absent: that of <see cref="TrainingOptions"/>.</param>
    /// <param name="seed">Seed of the choices.</param>
    /// <param name="memoryLayout">How feature maps lie in memory; the batches may lie as they like.</param>
    /// <param name="precision">In which numbers the steps compute.</param>
    /// <returns>The training, which <see cref="Step"/> uses from now on; dispose of it at the end.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public SlicedTraining<TCompact> BeginTraining(long totalSteps, SelectionOptions? selection = null, OptimizerOptions? optimizer = null, LearningRateSchedule? schedule = null, long seed = 0, MemoryLayout memoryLayout = MemoryLayout.Contiguous, Precision precision = Precision.Float32)
    {
        _begun = CreateTraining(selection ?? new SelectionOptions(), optimizer ?? new Sgd(), schedule ?? new TrainingOptions().Schedule, totalSteps, seed, new StepFormat(memoryLayout, precision));
        return _begun;
    }

    /// <summary>One step of the training that <see cref="BeginTraining"/> began.</summary>
    /// <param name="batch">The batch, on the model's device.</param>
    /// <param name="loss">The loss; absent: cross-entropy.</param>
    /// <returns>Loss and hits before the update, and what the step cost.</returns>
    /// <exception cref="ArgumentException">The model has one output and no loss is given.</exception>
    /// <exception cref="InvalidOperationException">No training was begun.</exception>
    /// <exception cref="TrainingDivergedException">The loss or a saliency became NaN or infinite.</exception>
    public StepResult Step(TrainingBatch batch, LossFunction? loss = null) =>
        (_begun ?? throw new InvalidOperationException("no training was begun; call BeginTraining first")).Step(batch, loss);

    private SlicedTraining<TCompact> CreateTraining(SelectionOptions selection, OptimizerOptions optimizer, LearningRateSchedule schedule, long totalSteps, long seed, StepFormat format, long teacherMemory = 0) =>
        new(this, selection, optimizer, schedule, totalSteps, seed, format, teacherMemory);
}
