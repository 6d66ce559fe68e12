namespace CompactCnn;

/// <summary>
/// A number of a training run became NaN or infinite; continuing would waste the run. The message is one sentence with the
/// step, the layer and the learning rate; where an image was not finite before, with that.
/// </summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public TrainingDivergedException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What became infinite, and where.</param>
    public TrainingDivergedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What became infinite, and where.</param>
    /// <param name="innerException">What was thrown before.</param>
    public TrainingDivergedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception of a step.</summary>
    /// <param name="fault">What is not finite, as a clause.</param>
    /// <param name="step">The step, from 1.</param>
    /// <param name="layer">Where it was seen first.</param>
    /// <param name="learningRate">The step's learning rate.</param>
    internal TrainingDivergedException(string fault, long step, string layer, double learningRate)
        : this(FormattableString.Invariant($"{fault} at step {step} with the learning rate {learningRate:G4}, first seen in {layer}; lower the learning rate"), layer, step, learningRate)
    {
    }

    private TrainingDivergedException(string message, string? layer, long step, double learningRate)
        : this(message)
    {
        Step = step;
        Layer = layer;
        LearningRate = learningRate;
    }

    private TrainingDivergedException(TrainingDivergedException exception, string checkpoint)
        : base($"{exception.Message}; the last good checkpoint is '{checkpoint}'", exception)
    {
        Step = exception.Step;
        Layer = exception.Layer;
        LearningRate = exception.LearningRate;
        Checkpoint = checkpoint;
    }

    /// <summary>The step, from 1.</summary>
    public long Step { get; }

    /// <summary>Where a number that is not finite was seen first: a layer's state name, or the images.</summary>
    public string? Layer { get; }

    /// <summary>The learning rate of the step.</summary>
    public double LearningRate { get; }

    /// <summary>The last good checkpoint, where the run wrote any.</summary>
    public string? Checkpoint { get; }

    /// <summary>The exception of a whole sentence.</summary>
    /// <param name="message">The sentence.</param>
    /// <param name="layer">Where it was seen first.</param>
    /// <param name="step">The step; null where nothing is trained.</param>
    internal static TrainingDivergedException Of(string message, string layer, StepContext? step) => new(message, layer, step?.Number ?? 0, step?.LearningRate ?? 0);

    /// <summary>The same exception, which also names the last good checkpoint.</summary>
    internal TrainingDivergedException With(string checkpoint) => new(this, checkpoint);
}
