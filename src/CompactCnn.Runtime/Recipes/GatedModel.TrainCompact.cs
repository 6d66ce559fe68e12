namespace CompactCnn;

public abstract partial class GatedModel<TCompact>
{
    /// <summary>
    /// The recipe that every table of docs/results is of, from initial values to a compact network: the model is trained with
    /// fewer and fewer active channels, the network of the most salient ones is sliced out, its norm statistics are
    /// recomputed, and it is fine-tuned over the rest of the same learning rate schedule; before all that, if asked for, the
    /// full network is trained as a teacher. The parts are public too: <see cref="Train"/>, <c>ToCompact</c>, <c>Recalibrate</c>,
    /// <c>FineTune</c>.
    /// </summary>
    /// <param name="data">The training images.</param>
    /// <param name="options">Settings; absent: the measured ones.</param>
    /// <param name="progress">Told after every step of every phase; may be null.</param>
    /// <param name="resumeFrom">
    /// What a run of the same model, seed, data and options left, which resumes there with the same bits as if it had
    /// never ended; null for a new run.
    /// </param>
    /// <param name="cancellation">Ends the run between two steps, with a checkpoint where the options ask for any.</param>
    /// <returns>
    /// The compact network, and what it cost; dispose of it. The model keeps what it was trained to before the slicing.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of its range, the images have another shape, or the target leaves less than the minimum widths.</exception>
    /// <exception cref="InvalidOperationException">The model is in training.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="TrainingDivergedException">The loss or a saliency became NaN or infinite.</exception>
    /// <exception cref="CheckpointException">A checkpoint is of another run or damaged, or none can be written.</exception>
    /// <exception cref="CheckpointWriteException">A checkpoint could not be written; those before it are as they were.</exception>
    public CompactTrainingResult<TCompact> TrainCompact(
        TrainingData data,
        CompactTrainingOptions? options = null,
        IProgress<CompactTrainingProgress>? progress = null,
        CompactTrainingCheckpoint? resumeFrom = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new CompactTrainingOptions();
        options.Check(data);
        CheckClasses(data);
        RequireNoTraining("what the recipe trains", "begin");
        return new CompactTraining<TCompact>(this, data, options, progress, resumeFrom, cancellation).Run();
    }
}
